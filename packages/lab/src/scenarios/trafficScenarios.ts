/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Scenario } from './types';

/** A third of the answers are errors. @public */
export const errorBurst: Scenario = {
  name: 'error-burst',
  summary: '30 % of the requests end with 500.',
  expect: [
    "the alert of signal 'errors' pending, then firing, critical",
    "the rollout stays 'Healthy' and Argo CD 'Synced'",
  ],
  async apply({ traffic, namespace }, service) {
    await traffic.set(namespace, service, { errorRatio: 0.3 });
    return `30 % of the requests to '${service}' end with 500.`;
  },
  undo: ({ traffic, namespace }, service) => traffic.remove(namespace, service),
};

/** Answers take seconds. @public */
export const slowResponses: Scenario = {
  name: 'slow-responses',
  summary: 'Answers take 2.4 s in the median.',
  expect: [
    "the alert of signal 'latency' pending, then firing, critical",
    "the rollout stays 'Healthy' and Argo CD 'Synced'",
  ],
  async apply({ traffic, namespace }, service) {
    await traffic.set(namespace, service, { latencyMs: 2400 });
    return `Answers of '${service}' take 2.4 s in the median.`;
  },
  undo: ({ traffic, namespace }, service) => traffic.remove(namespace, service),
};
