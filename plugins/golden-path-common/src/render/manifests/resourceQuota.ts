/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { platformLabels } from '../conventions';
import { provenance } from '../provenance';
import { Manifest, PlatformContext } from '../types';

/**
 * The most that all services of an environment together may use, where it says
 * so. It counts the mesh's proxies in, and the pods that a rollout has beyond the
 * number that it needs.
 *
 * @internal
 */
export function renderResourceQuota({
  model,
  environment,
}: PlatformContext): Manifest[] {
  const { system } = model;
  const { quota } = environment;
  if (!quota) {
    return [];
  }
  return [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: {
        name: system.name,
        namespace: system.spec.namespace,
        labels: platformLabels(system),
        annotations: provenance(system.spec, system.source),
      },
      spec: {
        hard: {
          // Quantities are texts, this one too.
          pods: String(quota.pods),
          'requests.cpu': quota.cpu.requests,
          'requests.memory': quota.memory.requests,
          'limits.cpu': quota.cpu.limits,
          'limits.memory': quota.memory.limits,
        },
      },
    },
  ];
}
