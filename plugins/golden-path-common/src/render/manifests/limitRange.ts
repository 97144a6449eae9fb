/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { platformLabels } from '../conventions';
import { provenance } from '../provenance';
import { Manifest, PlatformContext } from '../types';

/**
 * What a container gets that does not say what it needs. Services do say; an
 * injected proxy or somebody's debugging pod may not, and the quota refuses a
 * container without requests and limits.
 *
 * @internal
 */
export function renderLimitRange({ model }: PlatformContext): Manifest[] {
  const { system } = model;
  return [
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: {
        name: system.name,
        namespace: system.spec.namespace,
        labels: platformLabels(system),
        annotations: provenance(system.spec, system.source),
      },
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: {
              cpu: '100m',
              memory: '128Mi',
              'ephemeral-storage': '128Mi',
            },
            default: {
              cpu: '500m',
              memory: '512Mi',
              'ephemeral-storage': '512Mi',
            },
          },
        ],
      },
    },
  ];
}
