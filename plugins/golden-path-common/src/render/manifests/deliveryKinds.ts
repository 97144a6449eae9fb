/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestKind, PlatformContext, RenderContext } from '../types';
import { renderApplication } from './application';
import { AllowedKind, renderAppProject } from './appProject';

/*
 * What tells Argo CD to deploy.
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
 * @param allowed - kinds that services bring
 * @internal
 */
export function deliveryPlatformKinds(
  allowed: readonly AllowedKind[],
): ReadonlyArray<ManifestKind<PlatformContext>> {
  return [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      path: () => 'argocd/appproject.yaml',
      render: context => renderAppProject(context, allowed),
    },
  ];
}
