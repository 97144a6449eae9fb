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
  makeRollingWorkload,
  makeSource,
  makeWorkload,
  secondsAgo,
} from '../__fixtures__/builders';
import { Observation } from '../observations/types';
import { buildSnapshot, BuildSnapshotOptions } from '../rollup/buildSnapshot';
import { Headline, Tone } from '../snapshot/words';

const verdictOf = (options: Partial<BuildSnapshotOptions>) =>
  buildSnapshot(makeOptions(options)).verdict;

const newSet = makeReplicaSet({
  name: 'api-gateway-new',
  revision: '5',
  desired: 3,
  ready: 0,
  available: 0,
  createdAt: secondsAgo(75),
});
const rolling = [makeRollingWorkload(), makeReplicaSet(), newSet];
const healthy = [makeWorkload(), makeReplicaSet(), makePod()];
const paused = makeWorkload({
  health: { status: 'Suspended', message: 'Deployment is paused' },
});
const deadline = {
  status: 'Degraded' as const,
  message: 'Deployment "api-gateway" exceeded its progress deadline',
};
const startingPod = makePod({
  name: 'api-gateway-new-1',
  replicaSet: 'api-gateway-new',
  status: 'ContainerCreating',
  ready: { ready: 0, total: 1 },
  createdAt: secondsAgo(19),
  health: { status: 'Progressing' },
});
const drifted = makeApplication({
  sync: { status: 'OutOfSync', revisions: ['a'.repeat(40)] },
  resources: [
    { kind: 'Deployment', name: 'api-gateway', status: 'OutOfSync' },
    { kind: 'Service', name: 'api-gateway', status: 'Synced' },
  ],
  outOfSync: 1,
});
const syncFailed = makeApplication({
  sync: { status: 'OutOfSync', revisions: ['a'.repeat(40)] },
  outOfSync: 1,
  operation: {
    phase: 'Failed',
    message: 'one or more objects failed to apply',
    revision: 'a'.repeat(40),
    requestedBy: 'user:default/guest',
    finishedAt: secondsAgo(41),
    resources: [
      {
        kind: 'Deployment',
        name: 'api-gateway',
        status: 'SyncFailed',
        message:
          'Deployment.apps "api-gateway" is invalid: field is immutable.',
      },
    ],
  },
});

const CASES: [
  what: string,
  observations: Observation[],
  headline: Headline,
  tone: Tone,
  cause: string,
][] = [
  [
    'a service that is well in all respects',
    [...healthy, makeApplication(), makeAlertRule()],
    'Healthy',
    'healthy',
    '3 of 3 replicas ready, synced to a1b2c3d, no alert fires',
  ],
  [
    'a service that nothing watches',
    [...healthy, makeApplication()],
    'Healthy',
    'healthy',
    '3 of 3 replicas ready, synced to a1b2c3d, no alert rule watches it',
  ],
  [
    'new pods that crash while old ones serve',
    [
      ...rolling,
      makeCrashingPod(),
      makeCrashingPod({ name: 'api-gateway-new-2' }),
      makePod(),
    ],
    'Degraded',
    'degraded',
    '2 of 3 new pods crash: Error, exit code 1 (CrashLoopBackOff); rollout stuck for 1 min',
  ],
  [
    'a new pod that is out of memory',
    [
      ...rolling,
      makeCrashingPod({
        lastTermination: { reason: 'OOMKilled', exitCode: 137 },
        createdAt: secondsAgo(31),
      }),
    ],
    'Degraded',
    'degraded',
    '1 of 3 new pods crashes: OOMKilled, exit code 137 (CrashLoopBackOff); rollout stuck',
  ],
  [
    'a crashing pod in the moment in which it runs',
    [
      ...rolling,
      makeCrashingPod({ status: 'Running', health: { status: 'Degraded' } }),
    ],
    'Degraded',
    'degraded',
    '1 of 3 new pods crashes: Error, exit code 1; rollout stuck for 1 min',
  ],
  [
    'an image that does not exist',
    [
      ...rolling,
      makeCrashingPod({
        status: 'ImagePullBackOff',
        restarts: 0,
        lastTermination: undefined,
        images: ['registry.openpolicy.test/api-gateway:9.9.9'],
      }),
    ],
    'Degraded',
    'degraded',
    "1 of 3 new pods cannot pull its image 'registry.openpolicy.test/api-gateway:9.9.9' (ImagePullBackOff); rollout stuck for 1 min",
  ],
  [
    'a secret that does not exist',
    [
      ...rolling,
      makeCrashingPod({
        status: 'CreateContainerConfigError',
        restarts: 0,
        lastTermination: undefined,
        message: 'secret "api-gateway" not found',
      }),
    ],
    'Degraded',
    'degraded',
    '1 of 3 new pods cannot start (CreateContainerConfigError): secret "api-gateway" not found; rollout stuck for 1 min',
  ],
  [
    'pods that used to work and crash now',
    [
      makeRollingWorkload({
        replicas: { desired: 3, total: 3, updated: 3, ready: 2, available: 2 },
        revision: '4',
      }),
      makeReplicaSet({ ready: 2 }),
      makePod(),
      makePod({ name: 'api-gateway-old-2' }),
      makeCrashingPod({ replicaSet: 'api-gateway-old' }),
    ],
    'Degraded',
    'degraded',
    '1 of 3 pods crashes: Error, exit code 1 (CrashLoopBackOff)',
  ],
  [
    'a pod that is up between two crashes of a workload that is complete in that moment',
    [
      makeWorkload(),
      makeReplicaSet(),
      makePod(),
      makePod({
        name: 'api-gateway-old-2',
        restarts: 4,
        lastRestartAt: secondsAgo(3),
        lastTermination: { reason: 'Error', exitCode: 2 },
      }),
    ],
    'Degraded',
    'degraded',
    '1 of 3 pods crashes: Error, exit code 2',
  ],
  [
    'a crash that is over',
    [
      ...healthy,
      makePod({
        restarts: 4,
        lastRestartAt: secondsAgo(300),
        lastTermination: { reason: 'Error', exitCode: 2 },
      }),
    ],
    'Healthy',
    'healthy',
    '3 of 3 replicas ready, no alert rule watches it',
  ],
  [
    'an exceeded progress deadline with crashing pods',
    [
      makeRollingWorkload({
        health: deadline,
        rollout: { phase: 'Failed', message: '' },
      }),
      newSet,
      makeCrashingPod(),
    ],
    'Degraded',
    'degraded',
    '1 of 3 new pods crashes: Error, exit code 1 (CrashLoopBackOff); the rollout exceeded its progress deadline',
  ],
  [
    'an exceeded progress deadline without evidence',
    [
      makeRollingWorkload({
        health: deadline,
        rollout: { phase: 'Failed', message: '' },
      }),
    ],
    'Degraded',
    'degraded',
    'Deployment "api-gateway" exceeded its progress deadline',
  ],
  [
    'a slow rollout',
    [...rolling, startingPod],
    'Progressing',
    'progressing',
    'Waiting for rollout to finish: 1 out of 3 new replicas have been updated',
  ],
  [
    'a pod that does not become ready',
    [
      ...rolling,
      makePod({
        ...startingPod.data,
        status: 'Running',
        createdAt: secondsAgo(140),
      }),
    ],
    'Progressing',
    'attention',
    '1 of 3 new pods is not ready after a minute; rollout stuck for 2 min',
  ],
  [
    'a pod that no node takes',
    [
      ...rolling,
      makePod({
        ...startingPod.data,
        status: 'Pending',
        unschedulable: '0/3 nodes are available: 3 Insufficient memory.',
      }),
    ],
    'Progressing',
    'attention',
    '1 of 3 new pods cannot be scheduled: 0/3 nodes are available: 3 Insufficient memory; rollout stuck',
  ],
  [
    'a quota that refuses pods',
    [
      ...rolling,
      makeEvent({
        reason: 'FailedCreate',
        message:
          'Error creating: pods "x" is forbidden: exceeded quota: team-quota',
        object: { kind: 'ReplicaSet', name: 'api-gateway-new' },
        objectUid: 'uid-api-gateway-new',
        firstAt: secondsAgo(185),
      }),
    ],
    'Progressing',
    'attention',
    '3 of 3 pods cannot be created: Error creating: pods "x" is forbidden: exceeded quota: team-quota; rollout stuck for 3 min',
  ],
  [
    'one of two workloads that crashes, by its name',
    [
      makeWorkload({ name: 'worker' }),
      makeRollingWorkload(),
      newSet,
      makeCrashingPod(),
    ],
    'Degraded',
    'degraded',
    'api-gateway: 1 of 3 new pods crashes: Error, exit code 1 (CrashLoopBackOff); rollout stuck for 1 min',
  ],
  [
    'a paused deployment',
    [paused],
    'Suspended',
    'suspended',
    'Deployment is paused',
  ],
  [
    'drift on a healthy service',
    [...healthy, drifted],
    'OutOfSync',
    'attention',
    '1 resource differs from Git: Deployment api-gateway',
  ],
  [
    'drift with resources to prune',
    [
      ...healthy,
      makeApplication({
        sync: { status: 'OutOfSync', revisions: [] },
        outOfSync: 5,
        resources: ['a', 'b', 'c', 'd'].map(name => ({
          kind: 'ConfigMap',
          name,
          status: 'OutOfSync',
          requiresPruning: name === 'a',
        })),
      }),
    ],
    'OutOfSync',
    'attention',
    '5 resources differ from Git: ConfigMap a, ConfigMap b, ConfigMap c and 1 more (1 to be pruned)',
  ],
  [
    'a failed sync',
    [...healthy, syncFailed],
    'OutOfSync',
    'degraded',
    'Sync of api-gateway to aaaaaaa by user:default/guest failed: Deployment api-gateway: Deployment.apps "api-gateway" is invalid: field is immutable',
  ],
  [
    'a failed sync that has been set right since',
    [...healthy, makeApplication({ operation: syncFailed.data.operation })],
    'Healthy',
    'healthy',
    '3 of 3 replicas ready, synced to a1b2c3d, no alert rule watches it',
  ],
  [
    'a sync that waits for its next attempt',
    [
      ...healthy,
      makeApplication({
        sync: drifted.data.sync,
        operation: {
          phase: 'Running',
          message:
            'one or more objects failed to apply. Retrying attempt #2 at 9:21AM.',
          finishedAt: secondsAgo(4),
          resources: [],
        },
      }),
    ],
    'OutOfSync',
    'degraded',
    'Sync of api-gateway failed and is retried: one or more objects failed to apply. Retrying attempt #2 at 9:21AM',
  ],
  [
    'a running sync',
    [
      ...healthy,
      makeApplication({
        sync: drifted.data.sync,
        operation: {
          phase: 'Running',
          message: 'one or more tasks are running',
          revision: 'a'.repeat(40),
          requestedBy: 'user:default/guest',
          startedAt: secondsAgo(2),
          resources: [],
        },
      }),
    ],
    'Progressing',
    'progressing',
    'Syncing api-gateway to aaaaaaa for user:default/guest: one or more tasks are running',
  ],
  [
    'an accepted sync that waits to start',
    [
      ...healthy,
      makeApplication({
        operation: {
          phase: 'Pending',
          message: 'waiting to start',
          resources: [],
        },
      }),
    ],
    'Progressing',
    'progressing',
    'A sync of api-gateway is waiting to start',
  ],
  [
    'an application that is being deleted',
    [...healthy, makeApplication({ deleting: true })],
    'Progressing',
    'progressing',
    'Application api-gateway is being deleted',
  ],
  [
    'a resource that is Degraded beside healthy workloads',
    [
      ...healthy,
      makeApplication({
        health: { status: 'Degraded' },
        resources: [
          {
            kind: 'ExternalSecret',
            name: 'api-gateway',
            status: 'Synced',
            health: { status: 'Degraded', message: 'could not get secret' },
          },
        ],
      }),
    ],
    'Degraded',
    'degraded',
    'Application api-gateway is Degraded: ExternalSecret api-gateway: could not get secret',
  ],
  [
    'a resource that Argo CD waits for',
    [...healthy, makeApplication({ health: { status: 'Progressing' } })],
    'Progressing',
    'progressing',
    'Application api-gateway is Progressing',
  ],
  [
    'an application of which nothing is there',
    [
      makeApplication({
        health: { status: 'Missing' },
        sync: { status: 'OutOfSync', revisions: [] },
      }),
    ],
    'Missing',
    'attention',
    'Nothing of application api-gateway is in the cluster',
  ],
  [
    'a deployment that somebody deleted, though Argo CD still calls the rest healthy',
    [
      makeApplication({
        sync: { status: 'OutOfSync', revisions: [] },
        resources: [
          {
            kind: 'Deployment',
            name: 'api-gateway',
            status: 'OutOfSync',
            health: { status: 'Missing' },
          },
        ],
      }),
    ],
    'Missing',
    'attention',
    'Deployment api-gateway is in Git and not in the cluster',
  ],
  [
    'an application that cannot be compared',
    [
      ...healthy,
      makeApplication({
        sync: { status: 'Unknown', revisions: [] },
        conditions: [
          {
            type: 'ComparisonError',
            message: 'failed to list refs: connection refused',
          },
        ],
      }),
    ],
    'Unknown',
    'unknown',
    'Argo CD cannot compare api-gateway with Git: failed to list refs: connection refused',
  ],
  [
    'a critical alert on a healthy service',
    [...healthy, makeAlert()],
    'Alerting',
    'degraded',
    'Alert HighErrorRate (critical) fires: 12% of requests fail',
  ],
  [
    'several critical alerts',
    [
      ...healthy,
      makeAlert(),
      makeAlert({
        id: 'alert-2',
        name: 'SlowAnswers',
        activeAt: secondsAgo(11),
        labels: {},
      }),
    ],
    'Alerting',
    'degraded',
    '2 critical alerts fire, first HighErrorRate: 12% of requests fail',
  ],
  [
    'a warning',
    [...healthy, makeAlert({ severity: 'warning', summary: undefined })],
    'Alerting',
    'attention',
    'Alert HighErrorRate (warning) fires',
  ],
  [
    'an alert with an unknown severity',
    [...healthy, makeAlert({ severity: 'P3', summary: undefined })],
    'Alerting',
    'attention',
    'Alert HighErrorRate (P3) fires',
  ],
  [
    'alerts that are silenced, pending or for information',
    [
      ...healthy,
      makeAlert({ notification: 'suppressed' }),
      makeAlert({ id: 'alert-2', name: 'Soon', state: 'pending' }),
      makeAlert({ id: 'alert-3', name: 'Watchdog', severity: 'none' }),
    ],
    'Healthy',
    'healthy',
    '3 of 3 replicas ready, no alert fires but 1 for information, 1 pending, 1 suppressed',
  ],
  [
    'drift and a critical alert',
    [...healthy, drifted, makeAlert()],
    'Alerting',
    'degraded',
    'Alert HighErrorRate (critical) fires: 12% of requests fail',
  ],
  [
    'drift and a warning',
    [...healthy, drifted, makeAlert({ severity: 'warning' })],
    'OutOfSync',
    'attention',
    '1 resource differs from Git: Deployment api-gateway',
  ],
  [
    'a critical alert during a rollout, whose word stays',
    [...rolling, startingPod, makeAlert()],
    'Progressing',
    'degraded',
    'Alert HighErrorRate (critical) fires: 12% of requests fail; Waiting for rollout to finish: 1 out of 3 new replicas have been updated',
  ],
  [
    'a rule that cannot be evaluated',
    [
      ...healthy,
      makeAlertRule({
        health: 'err',
        broken: {
          instance: 'lab',
          group: 'api-gateway',
          name: 'HighErrorRate',
          error: 'many-to-many matching not allowed',
        },
      }),
    ],
    'Unknown',
    'unknown',
    'Alert rule HighErrorRate cannot be evaluated: many-to-many matching not allowed',
  ],
  [
    'an autoscaler without metrics',
    [
      ...healthy,
      makeAutoscaler({ problem: 'unable to get metrics for resource cpu' }),
    ],
    'Degraded',
    'attention',
    'HorizontalPodAutoscaler api-gateway cannot scale: unable to get metrics for resource cpu',
  ],
  [
    'a workload that no rule can judge',
    [
      makeWorkload({
        health: { status: 'Unknown', message: 'unsupported GVK' },
      }),
    ],
    'Unknown',
    'unknown',
    'unsupported GVK',
  ],
];

describe('buildVerdict', () => {
  it.each(CASES)(
    'says of %s what it is and why',
    (_what, observations, headline, tone, cause) => {
      expect(verdictOf({ observations })).toMatchObject({
        headline,
        tone,
        cause,
      });
    },
  );

  it('links the failing pods and their workload as evidence', () => {
    const verdict = verdictOf({
      observations: [...rolling, makeCrashingPod(), makePod()],
    });

    expect(verdict.evidence).toEqual([
      {
        kind: 'pod',
        id: 'lab/openpolicy-platform/api-gateway-new-1',
        text: 'Pod api-gateway-new-1 is CrashLoopBackOff',
      },
      {
        kind: 'workload',
        id: 'lab/openpolicy-platform/Deployment/api-gateway',
        text: expect.stringContaining(
          'Deployment api-gateway is Progressing: Waiting for rollout',
        ),
      },
    ]);
    expect(verdict.since).toBe(secondsAgo(73));
  });

  it('keeps the official word on the health axis while it says early that a rollout is stuck', () => {
    const { verdict, rollout } = buildSnapshot(
      makeOptions({ observations: [...rolling, makeCrashingPod()] }),
    );

    expect(verdict.headline).toBe('Degraded');
    expect(verdict.axes.health.status).toBe('Progressing');
    expect(rollout.workloads[0].stuck).toEqual({
      reason: '1 of 3 new pods crashes: Error, exit code 1 (CrashLoopBackOff)',
      since: secondsAgo(73),
    });
  });

  it('adds what else is wrong as evidence', () => {
    const { evidence } = verdictOf({
      observations: [...healthy, drifted, makeAlert()],
    });

    expect(evidence.map(({ kind, id }) => [kind, id])).toEqual([
      ['alert', 'alert-1'],
      ['application', 'app-api-gateway'],
    ]);
  });

  describe('with a source that is not live', () => {
    const sourcesWith = (
      section: 'rollout' | 'delivery' | 'alerts',
      source: ReturnType<typeof makeSource>,
    ) => ({ ...makeOptions().sources, [section]: [source] });

    const failed = {
      state: 'failed' as const,
      failingSince: secondsAgo(65),
      reason: 'connection refused',
    };

    it.each([
      [
        'rollout',
        makeSource('kubernetes', {
          state: 'stale',
          observedAt: secondsAgo(130),
        }),
        "Cluster 'lab' has been silent since 09:17:50 UTC; last known: Healthy",
      ],
      [
        'delivery',
        makeSource('argocd', failed),
        "Argo CD 'lab' cannot be read since 09:18:55 UTC: connection refused; last known: Healthy",
      ],
      [
        'alerts',
        makeSource('prometheus', {
          state: 'connecting',
          observedAt: undefined,
        }),
        "Prometheus 'lab' has not answered yet; last known: Healthy",
      ],
    ] as const)(
      'is Unknown and never green when %s is silent',
      (section, source, cause) => {
        expect(
          verdictOf({ sources: sourcesWith(section, source) }),
        ).toMatchObject({ headline: 'Unknown', tone: 'unknown', cause });
      },
    );

    it('names the other silent sources by their number', () => {
      const verdict = verdictOf({
        sources: {
          rollout: [makeSource('kubernetes', failed)],
          delivery: [makeSource('argocd', failed)],
          alerts: [makeSource('prometheus', failed)],
        },
      });

      expect(verdict.cause).toBe(
        "Cluster 'lab' cannot be read since 09:18:55 UTC: connection refused (and 2 more sources); last known: Healthy",
      );
      expect(verdict.evidence.map(({ id }) => id)).toEqual([
        'kubernetes/lab',
        'argocd/lab',
        'prometheus/lab',
      ]);
    });

    it('does not hide bad news of another source', () => {
      expect(
        verdictOf({
          observations: [...rolling, makeCrashingPod(), makeApplication()],
          sources: sourcesWith('delivery', makeSource('argocd', failed)),
        }),
      ).toMatchObject({
        headline: 'Degraded',
        tone: 'degraded',
        cause: expect.stringMatching(
          /rollout stuck for 1 min; Argo CD 'lab' cannot be read since/,
        ),
      });
    });

    it('takes bad news of the silent source itself as memory only', () => {
      expect(
        verdictOf({
          observations: [...rolling, makeCrashingPod()],
          sources: sourcesWith('rollout', makeSource('kubernetes', failed)),
        }),
      ).toMatchObject({
        headline: 'Unknown',
        tone: 'unknown',
        cause: expect.stringContaining(
          'last known: Degraded, 1 of 3 new pods crashes',
        ),
      });
    });

    it('calls no axis good that rests on it', () => {
      const { axes } = verdictOf({
        sources: {
          rollout: [makeSource('kubernetes', failed)],
          delivery: [makeSource('argocd', failed)],
          alerts: [makeSource('prometheus', failed)],
        },
      });

      expect(axes).toMatchObject({
        health: { status: 'Unknown', message: 'Last known: Healthy' },
        delivery: { status: 'Unknown', message: 'Last known: Synced' },
        alerts: { known: false },
        freshness: { state: 'failed' },
      });
    });

    it('is not concerned with an instance that was read and holds nothing of the service', () => {
      const options = makeOptions();

      expect(
        verdictOf({
          sources: {
            ...options.sources,
            rollout: [
              makeSource('kubernetes'),
              makeSource('kubernetes', { ...failed, instance: 'other' }),
            ],
          },
        }).headline,
      ).toBe('Healthy');
    });

    it('is concerned with an instance that was never read: it may hold something', () => {
      expect(
        verdictOf({
          sources: {
            ...makeOptions().sources,
            rollout: [
              makeSource('kubernetes'),
              makeSource('kubernetes', {
                instance: 'other',
                state: 'connecting',
                observedAt: undefined,
              }),
            ],
          },
        }).cause,
      ).toBe("Cluster 'other' has not answered yet; last known: Healthy");
    });
  });

  describe('without a proven binding', () => {
    it('is Unknown and says what to write where', () => {
      expect(verdictOf({ observations: [] })).toMatchObject({
        headline: 'Unknown',
        tone: 'unknown',
        cause:
          'No workload and no application points back to component:default/api-gateway; write the annotation backstage.io/entity-ref: component:default/api-gateway on its Argo CD Application and its workloads',
      });
    });

    it('links the claim that nothing confirms', () => {
      expect(
        verdictOf({
          observations: [makeAlertRule()],
          claims: [
            {
              annotation: 'argocd/app-name',
              value: 'somebody-elses',
              reason: "No application confirms 'argocd/app-name'",
              nextStep: 'ask its owner to point back',
            },
          ],
        }),
      ).toMatchObject({
        headline: 'Unknown',
        cause:
          'No workload and no application is proven to belong to component:default/api-gateway; ask its owner to point back',
        evidence: [{ kind: 'claim', id: 'argocd/app-name=somebody-elses' }],
      });
    });

    it('takes no pods without a workload for a healthy service', () => {
      expect(verdictOf({ observations: [makePod()] })).toMatchObject({
        headline: 'Unknown',
        tone: 'unknown',
      });
    });

    it('waits for sources before it says so', () => {
      const never = { state: 'connecting' as const, observedAt: undefined };

      expect(
        verdictOf({
          observations: [],
          sources: {
            rollout: [makeSource('kubernetes', never)],
            delivery: [makeSource('argocd', never)],
            alerts: [makeSource('prometheus', never)],
          },
        }).cause,
      ).toBe("Cluster 'lab' has not answered yet (and 2 more sources)");
    });

    it('says that nothing is configured', () => {
      expect(
        verdictOf({
          observations: [],
          sources: { rollout: [], delivery: [], alerts: [] },
          configured: { kubernetes: false, argocd: false, prometheus: false },
        }),
      ).toMatchObject({
        headline: 'Unknown',
        cause: expect.stringContaining('No cluster and no Argo CD'),
        axes: { freshness: { state: 'connecting' }, alerts: { known: false } },
      });
    });
  });

  it('counts alerts by class, without the suppressed ones', () => {
    const { axes } = verdictOf({
      observations: [
        ...healthy,
        makeAlert({ id: '1', name: 'A' }),
        makeAlert({ id: '2', name: 'B', severity: 'warning' }),
        makeAlert({ id: '3', name: 'C', severity: 'warning' }),
        makeAlert({ id: '4', name: 'D', severity: 'info' }),
        makeAlert({ id: '5', name: 'E', state: 'pending' }),
        makeAlert({ id: '6', name: 'F', notification: 'suppressed' }),
      ],
    });

    expect(axes.alerts).toEqual({
      critical: 1,
      warning: 2,
      other: 1,
      pending: 1,
      suppressed: 1,
      known: true,
    });
  });

  it('takes the health of a service without seen workloads from Argo CD', () => {
    expect(
      verdictOf({
        observations: [makeApplication({ health: { status: 'Suspended' } })],
      }),
    ).toMatchObject({
      headline: 'Suspended',
      axes: { health: { status: 'Suspended' } },
    });
  });
});
