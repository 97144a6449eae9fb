/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { platformLabels } from '../conventions';
import { provenance } from '../provenance';
import { Manifest, PlatformContext } from '../types';

/**
 * Kinds that services may bring. Nothing of the cluster: a service can neither
 * make a namespace nor give itself rights.
 *
 * @internal
 */
export interface AllowedKind {
  group: string;
  kind: string;
}

/**
 * The AppProject of a platform, with its own limits; Argo CD's project `default`
 * allows everything to everybody.
 *
 * @internal
 */
export function renderAppProject(
  { model, environment }: PlatformContext,
  allowed: readonly AllowedKind[],
): Manifest[] {
  const { system } = model;
  const { delivery, namespace } = system.spec;
  return [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: {
        name: delivery.project,
        namespace: delivery.argocdNamespace,
        labels: platformLabels(system),
        annotations: provenance(system.spec, system.source),
      },
      spec: {
        description: `Services of ${system.title} in ${environment.name}`,
        sourceRepos: [delivery.repository],
        destinations: [{ server: environment.cluster.server, namespace }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: allowed.map(({ group, kind }) => ({
          group,
          kind,
        })),
      },
    },
  ];
}
