/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  aCrashingPod,
  aDegradedSnapshot,
  ago,
  anEvent,
  aPod,
  aSnapshot,
  aWorkload,
  NOW,
} from '../../__fixtures__';
import {
  presentEvents,
  presentPods,
  presentReplicas,
  presentWorkloads,
} from './presentRollout';

describe('presentReplicas', () => {
  const counts = (
    desired: number,
    total: number,
    updated: number,
    ready: number,
    newReady?: number,
  ) =>
    aWorkload({
      replicas: { desired, total, updated, ready, available: ready },
      replicaSets:
        newReady === undefined
          ? []
          : [
              {
                name: 'new',
                role: 'new',
                images: [],
                desired,
                ready: newReady,
                available: newReady,
              },
            ],
    });

  it.each([
    ['all new and ready', counts(3, 3, 3, 3, 3), { newReady: 3 }],
    [
      'in the middle of a rollout',
      counts(3, 4, 1, 3, 0),
      { oldReady: 3, newNotReady: 1 },
    ],
    [
      'half way',
      counts(4, 5, 3, 3, 2),
      { oldReady: 1, newReady: 2, newNotReady: 1 },
    ],
    [
      'pods that cannot be made',
      counts(3, 1, 1, 1, 1),
      { newReady: 1, missing: 2 },
    ],
    ['nothing there', counts(2, 0, 0, 0), { missing: 2 }],
    ['scaled to zero', counts(0, 0, 0, 0), {}],
    [
      'a stateful set without replica sets',
      counts(3, 3, 2, 2),
      { newReady: 2, missing: 1 },
    ],
    [
      'counters that lag behind each other',
      counts(3, 3, 0, 1, 2),
      { newReady: 2, missing: 1 },
    ],
  ])('divides %s', (_, workload, expected) => {
    const segments = presentReplicas(workload);
    expect(
      Object.fromEntries(segments.map(({ id, count }) => [id, count])),
    ).toEqual(expected);
  });
});

describe('presentWorkloads', () => {
  it('says what kubectl says', () => {
    const [workload] = presentWorkloads(aSnapshot().rollout, NOW);
    expect(workload).toMatchObject({
      title: 'Deployment api-gateway',
      message: 'deployment "api-gateway" successfully rolled out',
      readyText: '3 of 3 ready',
      images: ['api-gateway:1.4.2'],
      autoscaler: 'at 3, between 3 and 10',
      deadline: undefined,
    });
  });

  it('says of a stuck rollout when Kubernetes gives up', () => {
    const [workload] = presentWorkloads(aDegradedSnapshot().rollout, NOW);
    expect(workload).toMatchObject({
      stuck: { reason: '1 new pod crashes' },
      deadline: 'gives up in 8 min without progress',
      replicaSets: [
        'new: api-gateway-7f9c · api-gateway:1.5.0 · 0 of 1 ready',
        'old: api-gateway-6d5f · api-gateway:1.4.2 · 3 of 3 ready',
      ],
    });
  });

  it('does not repeat what differs from kubectl by a capital only', () => {
    const rollout = aSnapshot().rollout;
    rollout.workloads = [
      aWorkload({
        health: { status: 'Degraded', message: 'Deployment "a" is late' },
        rollout: { phase: 'Failed', message: 'deployment "a" is late' },
      }),
    ];
    expect(presentWorkloads(rollout, NOW)[0].healthMessage).toBeUndefined();
  });

  it('says what the autoscaler wants', () => {
    const rollout = aSnapshot().rollout;
    rollout.workloads = [
      aWorkload({
        autoscaler: { name: 'x', min: 3, max: 10, current: 3, desired: 6 },
      }),
    ];
    expect(presentWorkloads(rollout, NOW)[0].autoscaler).toBe(
      '3 → 6, between 3 and 10',
    );
  });
});

describe('presentEvents', () => {
  const recent = anEvent({ id: 'recent', lastAt: ago(4 * 60) });
  const old = anEvent({ id: 'old', lastAt: ago(6 * 60) });
  const undated = anEvent({ id: 'undated', lastAt: undefined });

  it.each([
    ['healthy', true, ['recent', 'undated'], ['old']],
    ['not healthy', false, ['recent', 'old', 'undated'], []],
  ])(
    'sets warnings of more than 5 minutes ago apart: service %s',
    (_, calm, current, earlier) => {
      const model = presentEvents([recent, old, undated], NOW, calm);
      expect(model.current.map(({ id }) => id)).toEqual(current);
      expect(model.earlier.map(({ id }) => id)).toEqual(earlier);
    },
  );
});

describe('presentPods', () => {
  it.each([
    ['a running pod', aPod(), 'Running', 'healthy', undefined],
    [
      'a pod that fails its readiness probe',
      aPod({ ready: { ready: 0, total: 1 } }),
      'Running',
      'progressing',
      undefined,
    ],
    [
      'a crashing pod',
      aCrashingPod(),
      'CrashLoopBackOff',
      'degraded',
      'Error, exit 1',
    ],
    [
      'a pod killed for memory',
      aCrashingPod({ lastTermination: { reason: 'OOMKilled', exitCode: 137 } }),
      'CrashLoopBackOff',
      'degraded',
      'OOMKilled, exit 137',
    ],
  ])('says of %s', (_, pod, status, tone, lastExit) => {
    const [model] = presentPods([pod]);
    expect(model).toMatchObject({ status, look: { tone } });
    expect(model.lastExit).toBe(lastExit);
  });
});
