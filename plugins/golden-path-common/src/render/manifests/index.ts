/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestKind, PlatformContext, RenderContext } from '../types';
import { renderApplication } from './application';
import { AllowedKind, renderAppProject } from './appProject';
import { renderDeployment } from './deployment';
import { renderHorizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { renderNamespace } from './namespace';
import { renderPrometheusRule } from './prometheusRule';
import { renderService } from './service';
import { renderServiceAccount } from './serviceAccount';

/*
 * A new kind is one file in this folder and one row here; the AppProject allows
 * it by itself.
 */

/**
 * Kinds that a service brings into its namespace.
 *
 * @internal
 */
export const SERVICE_KINDS: ReadonlyArray<ManifestKind<RenderContext>> = [
  serviceKind('v1', 'ServiceAccount', renderServiceAccount),
  serviceKind('v1', 'Service', renderService),
  serviceKind('apps/v1', 'Deployment', renderDeployment),
  serviceKind(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    renderHorizontalPodAutoscaler,
  ),
  serviceKind(
    'monitoring.coreos.com/v1',
    'PrometheusRule',
    renderPrometheusRule,
  ),
];

/**
 * Kinds that deliver a service.
 *
 * @internal
 */
export const DELIVERY_KINDS: ReadonlyArray<ManifestKind<RenderContext>> = [
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    path: ({ service }) => `argocd/application-${service.name}.yaml`,
    render: renderApplication,
  },
];

/**
 * Kinds that a platform has once.
 *
 * @internal
 */
export const PLATFORM_KINDS: ReadonlyArray<ManifestKind<PlatformContext>> = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    path: () => 'platform/namespace.yaml',
    render: renderNamespace,
  },
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    path: () => 'argocd/appproject.yaml',
    render: context =>
      renderAppProject(context, SERVICE_KINDS.map(allowedKind)),
  },
];

function serviceKind(
  apiVersion: string,
  kind: string,
  render: ManifestKind<RenderContext>['render'],
): ManifestKind<RenderContext> {
  return {
    apiVersion,
    kind,
    path: ({ service }) =>
      `services/${service.name}/${kind.toLocaleLowerCase('en-US')}.yaml`,
    render,
  };
}

function allowedKind({
  apiVersion,
  kind,
}: ManifestKind<RenderContext>): AllowedKind {
  const [group, version] = apiVersion.split('/');
  return { group: version ? group : '', kind };
}
