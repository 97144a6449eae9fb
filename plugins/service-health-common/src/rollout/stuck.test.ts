/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  makeCrashingPod,
  makeEvent,
  makePod,
  makeRollingWorkload,
  makeWorkload,
  NOW,
  secondsAgo,
} from '../__fixtures__/builders';
import { ReplicaSetSummary } from '../snapshot/types';
import { findStuckRollout, hasFailingPods, StuckRolloutOptions } from './stuck';

const newSet: ReplicaSetSummary = {
  name: 'api-gateway-new',
  role: 'new',
  images: [],
  desired: 2,
  ready: 0,
  available: 0,
};
const oldSet: ReplicaSetSummary = {
  name: 'api-gateway-old',
  role: 'old',
  images: [],
  desired: 3,
  ready: 3,
  available: 3,
};
const find = (options: Partial<StuckRolloutOptions>) =>
  findStuckRollout({
    workload: makeRollingWorkload().data,
    replicaSets: [newSet, oldSet],
    pods: [],
    events: [],
    now: NOW,
    ...options,
  });

describe('findStuckRollout', () => {
  it('finds nothing in a rollout that goes on', () => {
    expect(find({ pods: [makePod().data] })).toBeUndefined();
  });

  it('looks at new pods only: an old one that fails is on its way out', () => {
    expect(
      find({ pods: [makeCrashingPod({ replicaSet: 'api-gateway-old' }).data] }),
    ).toBeUndefined();
  });

  it('names a crash before pods that merely wait, and counts all new pods', () => {
    const waiting = makePod({
      name: 'waiting',
      replicaSet: 'api-gateway-new',
      ready: { ready: 0, total: 1 },
      createdAt: secondsAgo(300),
    });

    const stuck = find({ pods: [waiting.data, makeCrashingPod().data] })!;

    expect(stuck).toEqual({
      kind: 'crash',
      reason: '1 of 2 new pods crashes: Error, exit code 1 (CrashLoopBackOff)',
      since: secondsAgo(73),
      replacing: true,
      podIds: ['lab/openpolicy-platform/api-gateway-new-1'],
    });
    expect(hasFailingPods(stuck)).toBe(true);
  });

  it('does not count pods that end', () => {
    const stuck = find({
      replicaSets: [{ ...newSet, desired: 1 }, oldSet],
      pods: [
        makeCrashingPod().data,
        makeCrashingPod({ name: 'going', status: 'Terminating' }).data,
      ],
    });

    expect(stuck?.reason).toMatch(/^1 of 1 new pod crashes/);
  });

  it('has evidence within seconds also for a StatefulSet, which upstream never calls Degraded', () => {
    const workload = makeRollingWorkload({
      kind: 'StatefulSet',
      name: 'audit-store',
    });

    expect(
      find({
        workload: workload.data,
        replicaSets: [],
        pods: [
          makePod({ replicaSet: undefined }).data,
          makeCrashingPod({ createdAt: secondsAgo(4) }).data,
        ],
      }),
    ).toMatchObject({ kind: 'crash', since: secondsAgo(4) });
  });

  it('says since when pods fail that used to work', () => {
    expect(
      find({
        workload: makeRollingWorkload({
          replicas: {
            desired: 2,
            total: 2,
            updated: 2,
            ready: 1,
            available: 1,
          },
        }).data,
        replicaSets: [newSet],
        pods: [
          makeCrashingPod({
            createdAt: secondsAgo(90_000),
            lastRestartAt: secondsAgo(17),
          }).data,
        ],
      }),
    ).toMatchObject({ replacing: false, since: secondsAgo(17) });
  });

  describe('when pods are refused', () => {
    const refusal = makeEvent({
      reason: 'FailedCreate',
      message: 'Error creating: exceeded quota',
      object: { kind: 'ReplicaSet', name: 'api-gateway-new' },
      firstAt: secondsAgo(40),
      lastAt: secondsAgo(5),
    });

    it('quotes the newest event of the new replica set', () => {
      const older = makeEvent({
        ...refusal.data,
        id: 'older',
        message: 'something else',
        lastAt: secondsAgo(30),
      });

      const stuck = find({ events: [older.data, refusal.data] })!;

      expect(stuck).toMatchObject({
        kind: 'refused',
        reason: '2 of 2 pods cannot be created: Error creating: exceeded quota',
        since: secondsAgo(40),
        eventId: refusal.data.id,
      });
      expect(hasFailingPods(stuck)).toBe(false);
    });

    it.each([
      ['of another replica set', { object: { kind: 'ReplicaSet', name: 'x' } }],
      ['from long ago', { lastAt: secondsAgo(16 * 60) }],
      ['of another sort', { reason: 'BackOff' }],
      ['without a time', { lastAt: undefined }],
    ])('is not misled by an event %s', (_what, change) => {
      expect(
        find({ events: [{ ...refusal.data, ...change }] }),
      ).toBeUndefined();
    });

    it('is over once all pods are there', () => {
      const pods = ['a', 'b'].map(
        name => makePod({ name, replicaSet: 'api-gateway-new' }).data,
      );

      expect(find({ events: [refusal.data], pods })).toBeUndefined();
    });
  });

  it('calls a complete rollout stuck for nothing but a crash loop', () => {
    const workload = makeWorkload().data;
    const unready = makePod({
      replicaSet: 'api-gateway-new',
      ready: { ready: 0, total: 1 },
    });

    expect(find({ workload, pods: [unready.data] })).toBeUndefined();
    expect(find({ workload, pods: [makeCrashingPod().data] })).toMatchObject({
      kind: 'crash',
      replacing: false,
    });
  });
});
