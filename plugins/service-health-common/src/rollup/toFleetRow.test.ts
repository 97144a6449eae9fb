/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  makeAlert,
  makeApplication,
  makeCrashingPod,
  makeOptions,
  makeReplicaSet,
  makeRollingWorkload,
  makeSource,
  makeWorkload,
  secondsAgo,
} from '../__fixtures__/builders';
import { buildSnapshot, BuildSnapshotOptions } from './buildSnapshot';
import { compareFleetRows } from './compareFleetRows';
import { fleetRowVersion, fleetVersion } from './snapshotVersion';
import { getImageVersion, toFleetRow } from './toFleetRow';

const rowOf = (name: string, options: Partial<BuildSnapshotOptions> = {}) =>
  toFleetRow(buildSnapshot(makeOptions(options)), { name });

describe('toFleetRow', () => {
  it('cuts a snapshot to a row', () => {
    const snapshot = buildSnapshot(
      makeOptions({
        observations: [
          makeWorkload({ progressedAt: secondsAgo(500) }),
          makeWorkload({
            name: 'worker',
            images: ['registry.openpolicy.test:5000/worker'],
            replicas: {
              desired: 2,
              total: 2,
              updated: 2,
              ready: 1,
              available: 1,
            },
          }),
          makeApplication(),
        ],
      }),
    );

    expect(
      toFleetRow(snapshot, {
        name: 'api-gateway',
        title: 'API Gateway',
        owner: 'group:default/platform-team',
        system: 'system:default/openpolicy-platform',
      }),
    ).toEqual({
      entityRef: 'component:default/api-gateway',
      name: 'api-gateway',
      title: 'API Gateway',
      owner: 'group:default/platform-team',
      system: 'system:default/openpolicy-platform',
      headline: 'Healthy',
      tone: 'healthy',
      cause: snapshot.verdict.cause,
      axes: snapshot.verdict.axes,
      replicas: { ready: 4, desired: 5 },
      versions: ['1.4.2', 'latest'],
      changedAt: secondsAgo(500),
    });
  });

  it.each([
    ['api-gateway:1.4.2', '1.4.2'],
    ['registry.test:5000/team/api-gateway:1.4.2', '1.4.2'],
    ['registry.test:5000/team/api-gateway', 'latest'],
    [`api-gateway@sha256:${'ab12cd34'.repeat(8)}`, 'sha256:ab12cd3'],
    [`api-gateway:1.4.2@sha256:${'ab12cd34'.repeat(8)}`, '1.4.2'],
  ])('reads the version of %s', (image, version) => {
    expect(getImageVersion(image)).toBe(version);
  });
});

describe('compareFleetRows', () => {
  it('puts problems first, then what is unknown, then what can wait', () => {
    const newSet = makeReplicaSet({ name: 'api-gateway-new', revision: '5' });
    const drift = makeApplication({
      sync: { status: 'OutOfSync', revisions: [] },
    });
    const rows = [
      rowOf('well-b'),
      rowOf('rolling', { observations: [makeRollingWorkload()] }),
      rowOf('well-a'),
      rowOf('paused', {
        observations: [makeWorkload({ health: { status: 'Suspended' } })],
      }),
      rowOf('drifted', { observations: [makeWorkload(), drift] }),
      rowOf('unheard', {
        sources: {
          ...makeOptions().sources,
          rollout: [makeSource('kubernetes', { state: 'stale' })],
        },
      }),
      rowOf('alerting', { observations: [makeWorkload(), makeAlert()] }),
      rowOf('crashing', {
        observations: [makeRollingWorkload(), newSet, makeCrashingPod()],
      }),
    ];

    expect(rows.sort(compareFleetRows).map(({ name }) => name)).toEqual([
      'crashing',
      'alerting',
      'unheard',
      'drifted',
      'rolling',
      'paused',
      'well-a',
      'well-b',
    ]);
  });
});

describe('fleetVersion', () => {
  it('stays while only ages change, and changes with a row or a source', () => {
    const row = rowOf('api-gateway');
    const source = makeSource('kubernetes');
    const before = fleetVersion([row], [source]);
    const aged = {
      ...row,
      axes: {
        ...row.axes,
        freshness: { ...row.axes.freshness, oldestObservedAt: secondsAgo(0) },
      },
    };

    expect(fleetRowVersion(aged)).toBe(fleetRowVersion(row));
    expect(
      fleetVersion([aged], [{ ...source, observedAt: secondsAgo(0) }]),
    ).toBe(before);
    expect(fleetVersion([{ ...row, cause: 'other' }], [source])).not.toBe(
      before,
    );
    expect(fleetVersion([row], [{ ...source, state: 'stale' }])).not.toBe(
      before,
    );
  });
});
