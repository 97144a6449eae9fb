/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  makeAlert,
  makeAlertRule,
  makeApplication,
  makeAutoscaler,
  makeCrashingPod,
  makeEvent,
  makeOptions,
  makePod,
  makeReplicaSet,
  makeScrapeTargets,
  makeRollingWorkload,
  makeSource,
  makeWorkload,
  NOW,
  secondsAgo,
} from '../__fixtures__/builders';
import { buildSnapshot } from './buildSnapshot';

describe('buildSnapshot', () => {
  it('puts replica sets, pods and the autoscaler under their workload', () => {
    const snapshot = buildSnapshot(
      makeOptions({
        observations: [
          makePod({ name: 'new-1', replicaSet: 'api-gateway-new' }),
          makePod({ name: 'old-1' }),
          makeReplicaSet({ name: 'api-gateway-old', revision: '4' }),
          makeReplicaSet({
            name: 'api-gateway-new',
            revision: '11',
            desired: 1,
            ready: 1,
          }),
          makeReplicaSet({
            name: 'api-gateway-ancient',
            revision: '2',
            desired: 0,
            ready: 0,
          }),
          makeAutoscaler(),
          makeAutoscaler({ target: { kind: 'Deployment', name: 'other' } }),
          makeRollingWorkload({ revision: '11' }),
        ],
      }),
    );

    expect(snapshot.rollout).toMatchObject({
      state: 'ready',
      podsTotal: 2,
      workloads: [
        {
          name: 'api-gateway',
          autoscaler: { name: 'api-gateway', min: 3, max: 10 },
          replicaSets: [
            { name: 'api-gateway-new', role: 'new' },
            { name: 'api-gateway-old', role: 'old' },
          ],
        },
      ],
    });
    expect(snapshot.rollout.pods.map(pod => pod.workloadId)).toEqual([
      'lab/openpolicy-platform/Deployment/api-gateway',
      'lab/openpolicy-platform/Deployment/api-gateway',
    ]);
    expect(snapshot.rollout.workloads[0].autoscaler).not.toHaveProperty(
      'target',
    );
  });

  it('takes the set of a rollback as the new one, though another has the newest creation time', () => {
    const { rollout } = buildSnapshot(
      makeOptions({
        observations: [
          makeWorkload({ revision: '6' }),
          makeReplicaSet({ name: 'first', revision: '6' }),
          makeReplicaSet({
            name: 'second',
            revision: '5',
            createdAt: secondsAgo(10),
          }),
        ],
      }),
    );

    expect(
      rollout.workloads[0].replicaSets.map(({ name, role }) => [name, role]),
    ).toEqual([
      ['first', 'new'],
      ['second', 'old'],
    ]);
  });

  it('does not mix workloads of two clusters that have the same uid', () => {
    const elsewhere = makeWorkload({ id: 'other/x', cluster: 'other' });
    const { rollout } = buildSnapshot(
      makeOptions({
        observations: [
          { ...elsewhere, instance: 'other' },
          makeWorkload(),
          makeReplicaSet(),
          makePod(),
        ],
      }),
    );

    expect(
      rollout.workloads.map(({ id, replicaSets }) => [id, replicaSets.length]),
    ).toEqual([
      ['lab/openpolicy-platform/Deployment/api-gateway', 1],
      ['other/x', 0],
    ]);
  });

  it('sorts pods worst first and cuts them at 200, with the total', () => {
    const { rollout } = buildSnapshot(
      makeOptions({
        observations: [
          makeWorkload(),
          makeReplicaSet(),
          ...Array.from({ length: 211 }, (_, index) =>
            makePod({ name: `pod-${index}` }),
          ),
          makePod({
            name: 'starting',
            status: 'ContainerCreating',
            ready: { ready: 0, total: 1 },
            createdAt: secondsAgo(7),
          }),
          makePod({ name: 'done', status: 'Completed' }),
          makeCrashingPod({ name: 'crashing', replicaSet: 'api-gateway-old' }),
          makePod({ name: 'restarted', restarts: 1 }),
        ],
      }),
    );

    expect(rollout.podsTotal).toBe(215);
    expect(rollout.pods).toHaveLength(200);
    expect(rollout.pods.slice(0, 3).map(({ name }) => name)).toEqual([
      'crashing',
      'starting',
      'restarted',
    ]);
  });

  it('sorts events newest first and cuts them at 50', () => {
    const { rollout } = buildSnapshot(
      makeOptions({
        observations: Array.from({ length: 53 }, (_, index) =>
          makeEvent({ id: `event-${index}`, lastAt: secondsAgo(index) }),
        ),
      }),
    );

    expect(rollout.events).toHaveLength(50);
    expect(rollout.events[0]).toMatchObject({ id: 'event-0' });
    expect(rollout.events[0]).not.toHaveProperty('objectUid');
  });

  it('sorts applications worst first, failed syncs before plain drift', () => {
    const drifted = { status: 'OutOfSync' as const, revisions: [] };
    const { delivery } = buildSnapshot(
      makeOptions({
        observations: [
          makeApplication({ name: 'fine' }),
          makeApplication({ name: 'drifted', sync: drifted }),
          makeApplication({
            name: 'failed',
            sync: drifted,
            operation: { phase: 'Failed', resources: [] },
          }),
          makeApplication({ name: 'down', health: { status: 'Degraded' } }),
        ],
      }),
    );

    expect(delivery.applications.map(({ name }) => name)).toEqual([
      'down',
      'failed',
      'drifted',
      'fine',
    ]);
  });

  it('counts the rules of a highly available pair once', () => {
    const { alerts } = buildSnapshot(
      makeOptions({
        observations: [
          makeAlertRule({ instance: 'a' }),
          makeAlertRule({ instance: 'b' }),
          makeAlertRule({ instance: 'b', name: 'SlowAnswers' }),
          makeAlert({ id: 'a1', instance: 'a' }),
          makeAlert({ id: 'b1', instance: 'b' }),
        ],
      }),
    );

    expect(alerts.rulesTotal).toBe(2);
    expect(alerts.alerts.map(({ id }) => id)).toEqual(['a1']);
  });

  describe('scrape targets', () => {
    const targetsOf = (...targets: ReturnType<typeof makeScrapeTargets>[]) =>
      buildSnapshot(makeOptions({ observations: [makeWorkload(), ...targets] }))
        .alerts.targets;

    it('are unknown while none is told of', () => {
      expect(targetsOf()).toBeUndefined();
    });

    it('add up over the jobs of a service', () => {
      expect(
        targetsOf(
          makeScrapeTargets({ up: 2, total: 3 }),
          makeScrapeTargets({ job: 'api-gateway-canary', up: 1, total: 1 }),
        ),
      ).toEqual({ up: 3, total: 4 });
    });

    it('count once for a highly available pair, by the one that reads most', () => {
      expect(
        targetsOf(
          makeScrapeTargets({ instance: 'a', up: 1, total: 3 }),
          makeScrapeTargets({ instance: 'b', up: 3, total: 3 }),
        ),
      ).toEqual({ up: 3, total: 3 });
    });

    it('leave out a Service of the same name in another namespace', () => {
      expect(
        targetsOf(
          makeScrapeTargets(),
          makeScrapeTargets({ namespace: 'somebody-else', up: 0, total: 7 }),
        ),
      ).toEqual({ up: 3, total: 3 });
    });

    it('of a Prometheus that is down make no verdict unknown', () => {
      const options = makeOptions();
      const { verdict } = buildSnapshot({
        ...options,
        observations: [
          ...options.observations,
          makeScrapeTargets({ instance: 'other' }),
        ],
        sources: {
          ...options.sources,
          alerts: [
            ...options.sources.alerts,
            makeSource('prometheus', { instance: 'other', state: 'failed' }),
          ],
        },
      });
      expect(verdict.headline).toBe('Healthy');
    });
  });

  describe('the state of a section', () => {
    const connecting = [
      makeSource('kubernetes', { state: 'connecting', observedAt: undefined }),
    ];
    const failedAtOnce = [
      makeSource('kubernetes', { state: 'failed', observedAt: undefined }),
    ];
    const live = [makeSource('kubernetes')];

    it.each([
      ['unconfigured', false, [], []],
      ['connecting', true, [], connecting],
      ['connecting', true, [], failedAtOnce],
      ['connecting', true, [], []],
      ['unbound', true, [], live],
      ['ready', true, [makeWorkload()], live],
      ['ready', true, [makeWorkload()], connecting],
    ])('is %s', (state, kubernetes, observations, rollout) => {
      const options = makeOptions({ observations });
      const snapshot = buildSnapshot({
        ...options,
        sources: { ...options.sources, rollout },
        configured: { ...options.configured, kubernetes },
      });

      expect(snapshot.rollout.state).toBe(state);
    });
  });

  describe('version', () => {
    const version = (options: Parameters<typeof makeOptions>[0]) =>
      buildSnapshot(makeOptions(options)).version;

    it('stays while only ages change', () => {
      const { sources } = makeOptions();
      const later = new Date(NOW.getTime() + 31_000);
      const newer = (list: typeof sources.rollout) =>
        list.map(source => ({ ...source, observedAt: later.toISOString() }));

      expect(
        version({
          now: later,
          sources: {
            rollout: newer(sources.rollout),
            delivery: newer(sources.delivery),
            alerts: newer(sources.alerts),
          },
        }),
      ).toBe(version({}));
    });

    it('stays when the observations come in another order', () => {
      const { observations } = makeOptions();

      expect(version({ observations: [...observations].reverse() })).toBe(
        version({}),
      );
    });

    it('stays when Argo CD compares again and finds nothing new', () => {
      expect(
        version({
          observations: [makeApplication({ reconciledAt: secondsAgo(1) })],
        }),
      ).toBe(version({ observations: [makeApplication()] }));
    });

    it('changes when Argo CD has compared for the first time after an operation', () => {
      expect(
        version({
          observations: [makeApplication({ reconciledAt: secondsAgo(4_000) })],
        }),
      ).not.toBe(version({ observations: [makeApplication()] }));
    });

    it('changes with a restart, a state of a source and a claim', () => {
      const { observations, sources } = makeOptions();
      const versions = [
        version({}),
        version({ observations: [...observations, makePod({ restarts: 1 })] }),
        version({
          sources: {
            ...sources,
            alerts: [makeSource('prometheus', { state: 'stale' })],
          },
        }),
        version({
          claims: [
            {
              annotation: 'argocd/app-name',
              value: 'other',
              reason: 'not proven',
              nextStep: 'write the annotation',
            },
          ],
        }),
      ];

      expect(new Set(versions).size).toBe(versions.length);
    });
  });

  it('does not change what it is given', () => {
    const options = makeOptions();
    const before = JSON.stringify(options);

    buildSnapshot(options);

    expect(JSON.stringify(options)).toBe(before);
  });
});
