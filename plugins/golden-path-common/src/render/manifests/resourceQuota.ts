/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest, PlatformContext } from '../types';
import { platformMetadata } from './metadata';

/**
 * The most that all services of an environment together may use, where it says
 * so. It counts the mesh's proxies in, and the pods that a rollout has beyond the
 * number that it needs.
 *
 * @internal
 */
export function renderResourceQuota(context: PlatformContext): Manifest[] {
  const { quota } = context.environment;
  if (!quota) {
    return [];
  }
  return [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: platformMetadata(context, context.model.system.name),
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
