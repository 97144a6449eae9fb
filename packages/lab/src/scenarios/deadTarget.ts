/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { clearPodAnnotations } from './podAnnotations';
import { Scenario } from './types';

/** Every pod's process stops answering. @public */
export const deadTarget: Scenario = {
  name: 'dead-target',
  summary: 'All pods stop answering their readiness probes and scrapes.',
  expect: [
    "pods 'Running' but 0 ready, 0 available replicas",
    "the alert of signal 'availability' firing, critical mutes warning",
    'Prometheus: up is 0 for its pods; callers get 503',
  ],
  async apply({ traffic, namespace }, service) {
    await traffic.set(namespace, service, {
      podAnnotations: { 'lab.ready': 'false' },
    });
    return `All pods of '${service}' fail their readiness probe from now on, new ones too.`;
  },
  undo: (context, service) =>
    clearPodAnnotations(context, service, ['lab.ready']),
};
