/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import { replicaSet, warningEvent } from '../__fixtures__/objects';
import { projectEvent } from '../project/event';
import { projectReplicaSet } from '../project/replicaSet';
import { livingOrNewestReplicaSets, newestEventsPerObject } from './policies';

const context = { cluster: 'lab' };
const keys = (observations: Observation[]) =>
  observations.map(({ key }) => key.split('/').at(-1)).sort();

const rs = (revision: number, replicas: number, service?: string) =>
  projectReplicaSet(replicaSet(revision, replicas, service), context);

const event = (index: number, uid = 'uid-a') =>
  projectEvent(
    warningEvent(`event-${String(index).padStart(3, '0')}`, {
      lastTimestamp: new Date(Date.UTC(2026, 6, 1, 8, index)).toISOString(),
      involvedObject: { kind: 'Pod', name: 'a', uid },
    }),
    context,
  )!;

describe('livingOrNewestReplicaSets', () => {
  it('keeps those with replicas and the newest three without, for each owner', () => {
    const kept = livingOrNewestReplicaSets().replace([
      rs(9, 0),
      rs(10, 0),
      rs(2, 3),
      rs(11, 0),
      rs(8, 0),
      rs(1, 0, 'other'),
    ]);
    expect(keys(kept)).toEqual([
      'api-gateway-hash10',
      'api-gateway-hash11',
      'api-gateway-hash2',
      'api-gateway-hash9',
      'other-hash1',
    ]);
  });

  it('removes the oldest empty one when a newer one is scaled down', () => {
    const retention = livingOrNewestReplicaSets();
    retention.replace([rs(1, 0), rs(2, 0), rs(3, 0), rs(4, 2)]);
    expect(retention.upsert(rs(4, 0))).toMatchObject({
      upserted: { key: 'ReplicaSet/openpolicy-platform/api-gateway-hash4' },
      removed: ['ReplicaSet/openpolicy-platform/api-gateway-hash1'],
    });
  });

  it('brings one back that is scaled up by a roll-back', () => {
    const retention = livingOrNewestReplicaSets();
    retention.replace([rs(1, 0), rs(2, 0), rs(3, 0), rs(4, 0)]);
    const change = retention.upsert(rs(1, 3));
    expect(change.upserted?.key).toMatch(/hash1$/);
    expect(change.removed).toEqual([]);
  });
});

describe('newestEventsPerObject', () => {
  it('keeps the newest 50 of each object', () => {
    const kept = newestEventsPerObject().replace([
      ...Array.from({ length: 53 }, (_, index) => event(index)),
      event(200, 'uid-b'),
    ]);
    expect(kept).toHaveLength(51);
    expect(keys(kept)[0]).toBe('event-003');
  });

  it('drops an event that is older than all that are kept', () => {
    const retention = newestEventsPerObject();
    retention.replace(Array.from({ length: 50 }, (_, i) => event(i + 5)));
    expect(retention.upsert(event(1))).toEqual({
      removed: ['Event/openpolicy-platform/event-001'],
    });
  });

  it('makes room when events expire', () => {
    const retention = newestEventsPerObject();
    retention.replace(Array.from({ length: 50 }, (_, i) => event(i)));
    retention.remove(event(0).key);
    expect(retention.upsert(event(51)).removed).toEqual([]);
  });
});
