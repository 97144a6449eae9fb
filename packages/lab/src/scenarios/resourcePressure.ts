/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { clearPodAnnotations } from './podAnnotations';
import { Scenario } from './types';

const usage = 'lab.usage/memory-percent';

/**
 * Memory, because an autoscaler that watches CPU would add pods and so end the
 * pressure. 190 % of a request is 95 % of a limit that is twice the request.
 * @public
 */
export const resourcePressure: Scenario = {
  name: 'resource-pressure',
  summary: 'All pods use 95 % of their memory limit.',
  expect: [
    "the alert of signal 'saturation' pending, then firing, critical",
    "the rollout stays 'Healthy' and Argo CD 'Synced'",
  ],
  async apply({ traffic, namespace }, service) {
    await traffic.set(namespace, service, {
      podAnnotations: { [usage]: '190' },
    });
    return `All pods of '${service}' use 190 % of their memory request.`;
  },
  undo: (context, service) => clearPodAnnotations(context, service, [usage]),
};
