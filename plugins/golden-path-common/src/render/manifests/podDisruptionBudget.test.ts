/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

describe('the PodDisruptionBudget', () => {
  it('lets a drain take one pod, of the canary or not, and any that is broken', () => {
    expect(renderKind('PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'checkout' } },
    });
  });

  it.each([
    ['autoscaled from one', { scale: { min: 1, max: 3 }, tier: 3 }, true],
    ['three', { replicas: 3 }, true],
    ['one', { replicas: 1, tier: 3 }, false],
    ['a StatefulSet', { workload: { kind: 'statefulset' } }, true],
    ['a Rollout', { rollout: { strategy: 'rollouts' } }, true],
    ['a Job', { ports: [], workload: { kind: 'job' } }, false],
    [
      'a CronJob',
      { ports: [], workload: { kind: 'cronjob', schedule: '15 3 * * *' } },
      false,
    ],
  ])('of %s', (_, runtime, isThere) => {
    expect('PodDisruptionBudget/checkout' in renderObjects(runtime)).toBe(
      isThere,
    );
  });
});
