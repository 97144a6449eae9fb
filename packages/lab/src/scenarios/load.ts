/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { clearPodAnnotations } from './podAnnotations';
import { Scenario } from './types';

const usage = 'lab.usage/cpu-percent';

/** So much work that the autoscaler adds pods. @public */
export const load: Scenario = {
  name: 'load',
  summary:
    'All pods use 150 % of their CPU request; the real autoscaler adds pods.',
  expect: [
    'after about 15 s the HorizontalPodAutoscaler scales up, to its maximum',
    "Argo CD stays 'Synced': the replica count is the autoscaler's",
    'after reset it scales down again, in about 30 s',
  ],
  async apply({ traffic, namespace }, service) {
    await traffic.set(namespace, service, {
      rpsFactor: 6,
      podAnnotations: { [usage]: '150' },
    });
    return `All pods of '${service}' use 150 % of their CPU request and get six times the requests.`;
  },
  undo: (context, service) => clearPodAnnotations(context, service, [usage]),
};
