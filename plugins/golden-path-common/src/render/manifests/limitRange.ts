/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest, PlatformContext } from '../types';
import { platformMetadata } from './metadata';

/**
 * What a container gets that does not say what it needs. Services do say; an
 * injected proxy or somebody's debugging pod may not, and the quota refuses a
 * container without requests and limits.
 *
 * @internal
 */
export function renderLimitRange(context: PlatformContext): Manifest[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: platformMetadata(context, context.model.system.name),
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
