/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { loadFixture } from '../__testUtils__/loadFixture';
import { getResourceHealth } from '../health';
import { KubernetesObject } from '../kubernetes/objects';
import { RolloutPhase } from '../snapshot/words';
import { getRolloutStatus } from './rolloutStatus';

const CASES: [fixture: string, phase: RolloutPhase, message: string][] = [
  [
    'deployment/healthy_rolledOut',
    'Complete',
    'deployment "api-gateway" successfully rolled out',
  ],
  [
    // kubectl ignores the pause: it would just wait for what is rolled out already.
    'deployment/suspended_paused',
    'Complete',
    'deployment "api-gateway" successfully rolled out',
  ],
  [
    'deployment/progressing_generationNotObserved',
    'InProgress',
    'Waiting for deployment spec update to be observed...',
  ],
  [
    'deployment/progressing_replicasNotUpdated',
    'InProgress',
    'Waiting for deployment "api-gateway" rollout to finish: 1 out of 3 new replicas have been updated...',
  ],
  [
    'deployment/progressing_oldReplicasRemain',
    'InProgress',
    'Waiting for deployment "api-gateway" rollout to finish: 1 old replicas are pending termination...',
  ],
  [
    'deployment/progressing_replicasNotAvailable',
    'InProgress',
    'Waiting for deployment "api-gateway" rollout to finish: 2 of 3 updated replicas are available...',
  ],
  [
    'deployment/degraded_progressDeadline',
    'Failed',
    'deployment "api-gateway" exceeded its progress deadline',
  ],
  [
    'statefulset/progressing_neverObserved',
    'InProgress',
    'Waiting for statefulset spec update to be observed...',
  ],
  [
    'statefulset/progressing_podsNotReady',
    'InProgress',
    'Waiting for 2 pods to be ready...',
  ],
  [
    'statefulset/progressing_partition',
    'InProgress',
    'Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated...',
  ],
  [
    'statefulset/healthy_partition',
    'Complete',
    'partitioned roll out complete: 2 new pods have been updated...',
  ],
  [
    'statefulset/progressing_revisionDiffers',
    'InProgress',
    'waiting for statefulset rolling update to complete 2 pods at revision audit-store-7b9f8d6c4f...',
  ],
  [
    'statefulset/healthy_rolledOut',
    'Complete',
    'statefulset rolling update complete 3 pods at revision audit-store-7b9f8d6c4f...',
  ],
  [
    'statefulset/healthy_onDelete',
    'Unknown',
    'rollout status is only available for RollingUpdate strategy type',
  ],
  [
    'daemonset/healthy_rolledOut',
    'Complete',
    'daemon set "log-shipper" successfully rolled out',
  ],
  [
    'daemonset/progressing_generationNotObserved',
    'InProgress',
    'Waiting for daemon set spec update to be observed...',
  ],
  [
    'daemonset/progressing_podsNotUpdated',
    'InProgress',
    'Waiting for daemon set "log-shipper" rollout to finish: 2 out of 5 new pods have been updated...',
  ],
  [
    'daemonset/progressing_podsNotAvailable',
    'InProgress',
    'Waiting for daemon set "log-shipper" rollout to finish: 4 of 5 updated pods are available...',
  ],
  [
    'daemonset/healthy_onDelete',
    'Unknown',
    'rollout status is only available for RollingUpdate strategy type',
  ],
  ['rollout/healthy_promoted', 'Complete', 'Healthy'],
  ['rollout/suspended_canaryPause', 'InProgress', 'Paused - CanaryPauseStep'],
  [
    'rollout/degraded_aborted',
    'Failed',
    'Degraded - RolloutAborted: Rollout aborted update to revision 3',
  ],
  [
    'replicaset/healthy_available',
    'Unknown',
    'no status viewer has been implemented for ReplicaSet',
  ],
];

describe('getRolloutStatus', () => {
  it.each(CASES)('reads %s as kubectl does', (fixture, phase, message) => {
    expect(getRolloutStatus(loadFixture(fixture))).toEqual({ phase, message });
  });

  const makeDeployment = (conditions: unknown) =>
    ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'checkout', generation: 1 },
      spec: { replicas: 1 },
      status: {
        observedGeneration: 1,
        replicas: 1,
        updatedReplicas: 1,
        availableReplicas: 1,
        conditions,
      },
    } as KubernetesObject);

  it.each([
    ['null', null],
    ['an empty list', []],
    ['a list that holds null', [null, { type: 'Progressing', status: 'True' }]],
  ])('takes %s for conditions that say nothing bad', (_what, conditions) => {
    const deployment = makeDeployment(conditions);
    expect(getRolloutStatus(deployment).phase).toBe('Complete');
    expect(getResourceHealth(deployment)?.status).toBe('Healthy');
  });

  it.each([
    ['a text', 'Progressing'],
    ['an object', {}],
    ['a number', 7],
  ])(
    'calls nothing complete that has %s for conditions',
    (_what, conditions) => {
      const deployment = makeDeployment(conditions);
      expect(getRolloutStatus(deployment)).toEqual({
        phase: 'Unknown',
        message:
          "Failed to follow the rollout of Deployment 'checkout': its conditions are no list",
      });
      expect(getResourceHealth(deployment)?.status).toBe('Unknown');
    },
  );
});
