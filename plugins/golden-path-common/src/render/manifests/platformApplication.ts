/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ANNOTATIONS,
  LABELS,
  platformLabels,
  platformProjectName,
} from '../conventions';
import { provenance } from '../provenance';
import { Manifest, PlatformContext } from '../types';
import { applicationSpec } from './applicationSpec';

/**
 * The Argo CD Application of what the platform has once: its namespace with
 * limits and policies, mesh and gateway. Services need it, so it syncs first.
 *
 * It has no finalizer in any environment: with one, deleting the Application
 * would delete the namespace and every service in it.
 *
 * @internal
 */
export function renderPlatformApplication({
  model,
  environment,
}: PlatformContext): Manifest[] {
  const { system } = model;
  return [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: system.name,
        namespace: system.spec.delivery.argocdNamespace,
        labels: { ...platformLabels(system), [LABELS.component]: 'platform' },
        annotations: {
          [ANNOTATIONS.entityRef]: system.entityRef,
          ...provenance(system.spec, system.source),
          [ANNOTATIONS.argocdCompareOptions]: 'ServerSideDiff=true',
        },
      },
      spec: applicationSpec({
        system,
        environment,
        project: platformProjectName(system),
        path: 'platform',
      }),
    },
  ];
}
