/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  autoscaler,
  deployment,
  pod,
  replicaSet,
  warningEvent,
} from '../__fixtures__/objects';
import { projectAutoscaler } from './autoscaler';
import { projectEvent } from './event';
import { projectPod } from './pod';
import { projectReplicaSet } from './replicaSet';
import { projectWorkload } from './workload';

const context = { cluster: 'lab' };

describe('projectWorkload', () => {
  it('cuts a Deployment to what pages show', () => {
    expect(projectWorkload(deployment(), context)).toEqual({
      kind: 'workload',
      source: 'kubernetes',
      instance: 'lab',
      key: 'Deployment/openpolicy-platform/api-gateway',
      uid: 'uid-api-gateway',
      ownerUid: undefined,
      namespace: 'openpolicy-platform',
      backReference: {
        entityRef: 'component:default/api-gateway',
        kubernetesId: 'api-gateway',
      },
      data: {
        id: 'lab/openpolicy-platform/Deployment/api-gateway',
        cluster: 'lab',
        namespace: 'openpolicy-platform',
        kind: 'Deployment',
        name: 'api-gateway',
        health: { status: 'Healthy' },
        rollout: {
          phase: 'Complete',
          message: 'deployment "api-gateway" successfully rolled out',
        },
        replicas: { desired: 3, total: 3, updated: 3, ready: 3, available: 3 },
        images: [
          'registry.local/api-gateway:1.4.2',
          'docker.io/istio/proxyv2:1.24.0',
        ],
        revision: '7',
        createdAt: '2026-07-01T08:00:00Z',
        progressedAt: '2026-07-01T08:01:11Z',
        progressDeadlineSeconds: 300,
      },
    });
  });

  it('counts the pods of a DaemonSet by nodes', () => {
    const { data } = projectWorkload(
      {
        ...deployment('agent', {
          metadata: {
            annotations: { 'deprecated.daemonset.template.generation': '5' },
          },
          status: {
            desiredNumberScheduled: 7,
            currentNumberScheduled: 6,
            updatedNumberScheduled: 5,
            numberReady: 4,
            numberAvailable: 3,
          },
        }),
        kind: 'DaemonSet',
      },
      context,
    );
    expect(data).toMatchObject({
      replicas: { desired: 7, total: 6, updated: 5, ready: 4, available: 3 },
      revision: '5',
      progressDeadlineSeconds: undefined,
    });
  });

  it('takes the revision of a StatefulSet from its status', () => {
    const { data } = projectWorkload(
      {
        ...deployment('db', { status: { updateRevision: 'db-6f9' } }),
        kind: 'StatefulSet',
      },
      context,
    );
    expect(data.revision).toBe('db-6f9');
  });

  it.each([
    ['Healthy', 'Healthy', 'Complete'],
    ['Progressing', 'Progressing', 'InProgress'],
    ['Paused', 'Suspended', 'InProgress'],
    ['Degraded', 'Degraded', 'Failed'],
  ])('takes an Argo Rollout in phase %s for %s', (phase, health, rollout) => {
    const { data } = projectWorkload(
      {
        ...deployment('canary', {
          status: { phase, observedGeneration: '3' },
        }),
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
      },
      context,
    );
    expect([data.health.status, data.rollout.phase]).toEqual([health, rollout]);
  });

  it('counts one replica where the specification says nothing', () => {
    const { data } = projectWorkload(
      deployment('a', { spec: { replicas: undefined } }),
      context,
    );
    expect(data.replicas.desired).toBe(1);
  });

  it.each([
    ['numbers as texts', { replicas: '3' }, { replicas: 'x' }],
    ['negative counts', { replicas: -3 }, { replicas: -1 }],
    ['arrays for objects', { template: [] }, { readyReplicas: [] }],
  ])('reads %s without failing', (_name, spec, status) => {
    expect(() =>
      projectWorkload(deployment('a', { spec, status }), context),
    ).not.toThrow();
  });

  it('refuses an object without a name', () => {
    expect(() =>
      projectWorkload({ kind: 'Deployment', metadata: {} }, context),
    ).toThrow('The object has no name');
  });
});

describe('back-references', () => {
  it.each([
    ['none', {}, {}],
    [
      'the label alone',
      { labels: { 'backstage.io/kubernetes-id': 'a' } },
      { kubernetesId: 'a' },
    ],
    [
      'the annotation alone',
      { annotations: { 'backstage.io/entity-ref': 'component:x/a' } },
      { entityRef: 'component:x/a' },
    ],
    [
      'nothing of an oversized annotation, because a cut one could prove something else',
      { annotations: { 'backstage.io/entity-ref': 'a'.repeat(1_025) } },
      {},
    ],
    [
      'nothing of a label in the place of an annotation',
      { annotations: { 'backstage.io/kubernetes-id': 'a' } },
      {},
    ],
  ])('take %s', (_name, metadata, expected) => {
    const { backReference } = projectWorkload(
      deployment('a', {
        metadata: { labels: {}, annotations: {}, ...metadata },
      }),
      context,
    );
    expect(backReference).toEqual(expected);
  });
});

describe('projectReplicaSet', () => {
  it('cuts a ReplicaSet to what pages show', () => {
    expect(projectReplicaSet(replicaSet(7, 3), context)).toMatchObject({
      kind: 'replicaSet',
      key: 'ReplicaSet/openpolicy-platform/api-gateway-hash7',
      ownerUid: 'uid-api-gateway',
      backReference: { kubernetesId: 'api-gateway' },
      data: {
        name: 'api-gateway-hash7',
        revision: '7',
        images: ['registry.local/api-gateway:1.7', expect.any(String)],
        desired: 3,
        ready: 3,
        available: 3,
        templateHash: 'hash7',
      },
    });
  });
});

describe('projectPod', () => {
  it('cuts a Pod to what pages show', () => {
    const observation = projectPod(pod(), context);
    expect(observation).toMatchObject({
      kind: 'pod',
      key: 'Pod/openpolicy-platform/api-gateway-hash7-x2x4z',
      ownerUid: 'uid-api-gateway-hash7',
      backReference: { kubernetesId: 'api-gateway' },
      data: {
        id: 'lab/openpolicy-platform/api-gateway-hash7-x2x4z',
        replicaSet: 'api-gateway-hash7',
        status: 'Running',
        ready: { ready: 1, total: 2 },
        restarts: 0,
        node: 'node-1',
        createdAt: '2026-07-01T08:00:00Z',
        health: { status: 'Healthy' },
      },
    });
    expect(JSON.stringify(observation)).not.toMatch(/managedFields|limits/);
  });

  it('gives a crash loop its word, its exit code and its message', () => {
    const { data } = projectPod(
      pod('a', {
        status: {
          containerStatuses: [
            {
              name: 'app',
              ready: false,
              restartCount: 9,
              state: {
                waiting: {
                  reason: 'CrashLoopBackOff',
                  message: 'back-off 5m0s restarting failed container',
                },
              },
              lastState: {
                terminated: {
                  exitCode: 137,
                  reason: 'OOMKilled',
                  finishedAt: '2026-07-01T08:30:00Z',
                },
              },
            },
          ],
        },
      }),
      context,
    );
    expect(data).toMatchObject({
      status: 'CrashLoopBackOff',
      restarts: 9,
      lastTermination: { reason: 'OOMKilled', exitCode: 137 },
      lastRestartAt: '2026-07-01T08:30:00Z',
      message: 'back-off 5m0s restarting failed container',
      health: { status: 'Degraded' },
    });
  });

  it('names no replica set for a pod of another owner', () => {
    const { data } = projectPod(
      pod('db-0', {
        metadata: {
          ownerReferences: [
            { kind: 'StatefulSet', name: 'db', uid: 'u', controller: true },
          ],
        },
      }),
      context,
    );
    expect(data.replicaSet).toBeUndefined();
  });

  it('cuts long messages', () => {
    const { data } = projectPod(
      pod('a', {
        status: {
          containerStatuses: [
            {
              name: 'app',
              state: {
                waiting: {
                  reason: 'ErrImagePull',
                  message: '🙂'.repeat(5_000),
                },
              },
            },
          ],
        },
      }),
      context,
    );
    expect(data.message?.length).toBeLessThanOrEqual(1_024);
    expect(data.message).toMatch(/🙂…$/u);
  });
});

describe('projectEvent', () => {
  it('keeps credentials and line breaks of an event off the page', () => {
    const event = {
      ...warningEvent(),
      message:
        'probe failed:\nGET http://admin:hunter22@10.0.0.7/ token=abcdef123456',
    };
    expect(projectEvent(event, context)?.data.message).toBe(
      'probe failed: GET http://***@10.0.0.7/ token=***',
    );
  });

  it('cuts an Event to what pages show and gives it to its object', () => {
    expect(projectEvent(warningEvent(), context)).toMatchObject({
      kind: 'event',
      key: 'Event/openpolicy-platform/api-gateway-hash7-x2x4z.1',
      ownerUid: 'uid-api-gateway-hash7-x2x4z',
      data: {
        reason: 'BackOff',
        message: 'Back-off restarting failed container app',
        count: 17,
        firstAt: '2026-07-01T08:10:00Z',
        lastAt: '2026-07-01T08:20:00Z',
        object: { kind: 'Pod', name: 'api-gateway-hash7-x2x4z' },
        objectUid: 'uid-api-gateway-hash7-x2x4z',
      },
    });
  });

  it('reads counts and times of the newer form', () => {
    expect(
      projectEvent(
        warningEvent('a', {
          count: undefined,
          firstTimestamp: null,
          lastTimestamp: null,
          eventTime: '2026-07-01T09:00:00.000000Z',
          series: {
            count: 23,
            lastObservedTime: '2026-07-01T09:05:00.000000Z',
          },
        }),
        context,
      )?.data,
    ).toMatchObject({
      count: 23,
      firstAt: '2026-07-01T09:00:00.000000Z',
      lastAt: '2026-07-01T09:05:00.000000Z',
    });
  });

  it.each([
    ['a Node', { kind: 'Node', name: 'a', uid: 'u' }],
    ['an object without uid', { kind: 'Pod', name: 'a' }],
    ['nothing', undefined],
  ])('drops events about %s', (_name, involvedObject) => {
    expect(
      projectEvent(warningEvent('a', { involvedObject }), context),
    ).toBeUndefined();
  });
});

describe('projectAutoscaler', () => {
  it('cuts an autoscaler to what pages show', () => {
    expect(projectAutoscaler(autoscaler(), context)).toMatchObject({
      kind: 'autoscaler',
      key: 'HorizontalPodAutoscaler/openpolicy-platform/api-gateway',
      data: {
        name: 'api-gateway',
        min: 3,
        max: 11,
        current: 4,
        desired: 5,
        problem: undefined,
        target: { kind: 'Deployment', name: 'api-gateway' },
      },
    });
  });

  it.each([
    [
      'metrics are missing',
      'ScalingActive',
      'FailedGetResourceMetric',
      'no metrics',
      'no metrics',
    ],
    [
      'the target is missing',
      'AbleToScale',
      'FailedGetScale',
      '',
      'FailedGetScale',
    ],
    [
      'the target is at zero on purpose',
      'ScalingActive',
      'ScalingDisabled',
      'scaling is disabled',
      undefined,
    ],
    ['a limit holds', 'ScalingLimited', 'TooManyReplicas', 'max', undefined],
  ])(
    'judges an autoscaler whose %s',
    (_name, type, reason, message, problem) => {
      const observation = projectAutoscaler(
        autoscaler('a', {
          status: { conditions: [{ type, status: 'False', reason, message }] },
        }),
        context,
      );
      expect(observation?.data.problem).toBe(problem);
    },
  );

  it('drops an autoscaler without a target', () => {
    expect(
      projectAutoscaler(
        autoscaler('a', { spec: { scaleTargetRef: undefined } }),
        context,
      ),
    ).toBeUndefined();
  });
});
