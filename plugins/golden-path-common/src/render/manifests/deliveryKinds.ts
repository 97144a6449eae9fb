/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestKind, PlatformContext, RenderContext } from '../types';
import { renderApplication } from './application';
import { AllowedKind, platformProject, serviceProject } from './appProject';
import { renderPlatformApplication } from './platformApplication';

/*
 * What tells Argo CD to deploy. The waves count where one Application brings all
 * of it: projects, then the platform, then the services.
 */

/** @internal */
export const DELIVERY_KINDS: ReadonlyArray<ManifestKind<RenderContext>> = [
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    path: ({ service }) => `argocd/application-${service.name}.yaml`,
    render: renderApplication,
  },
];

/**
 * @param allowed - kinds that services bring, and kinds that the platform brings
 * @internal
 */
export function deliveryPlatformKinds(allowed: {
  services: readonly AllowedKind[];
  platform: readonly AllowedKind[];
}): ReadonlyArray<ManifestKind<PlatformContext>> {
  return [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      wave: -2,
      path: () => 'argocd/appproject.yaml',
      render: context => [serviceProject(scopeOf(context, allowed.services))],
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      wave: -2,
      path: () => 'argocd/appproject-platform.yaml',
      render: context => [platformProject(scopeOf(context, allowed.platform))],
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      wave: -1,
      path: ({ model }) => `argocd/application-${model.system.name}.yaml`,
      render: renderPlatformApplication,
    },
  ];
}

function scopeOf(
  { model, environment }: PlatformContext,
  allowed: readonly AllowedKind[],
) {
  return { system: model.system, environments: [environment], allowed };
}
