/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { loadFixture } from '../__testUtils__/loadFixture';
import { getResourceHealth } from '.';

const BACK_OFF =
  'back-off 40s restarting failed container=app pod=api-gateway-7f4d8c6b5-q9x2m_openpolicy-platform(2f1c7a52-6a0f-4e0c-9d7b-51f0e5a1c008)';
const NO_METRICS =
  'the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API';

/** Fixture, and the message that Argo CD's own code gives it; the status is the first part of the fixture's name. */
const CASES: [fixture: string, message: string | undefined][] = [
  ['deployment/healthy_rolledOut', undefined],
  ['deployment/healthy_scaledToZero', undefined],
  ['deployment/suspended_paused', 'Deployment is paused'],
  [
    'deployment/progressing_generationNotObserved',
    'Waiting for rollout to finish: observed deployment generation less than desired generation',
  ],
  [
    'deployment/progressing_noStatusYet',
    'Waiting for rollout to finish: observed deployment generation less than desired generation',
  ],
  [
    'deployment/progressing_replicasNotUpdated',
    'Waiting for rollout to finish: 1 out of 3 new replicas have been updated...',
  ],
  [
    'deployment/progressing_oldReplicasRemain',
    'Waiting for rollout to finish: 1 old replicas are pending termination...',
  ],
  [
    'deployment/progressing_replicasNotAvailable',
    'Waiting for rollout to finish: 2 of 3 updated replicas are available...',
  ],
  [
    'deployment/degraded_progressDeadline',
    'Deployment "api-gateway" exceeded its progress deadline',
  ],
  ['deployment/progressing_pendingDeletion', 'Pending deletion'],
  ['deployment/healthy_hookPendingDeletion', undefined],
  [
    'deployment/unknown_oldVersion',
    'unsupported Deployment GVK: apps/v1beta1, Kind=Deployment',
  ],
  [
    'statefulset/progressing_neverObserved',
    'Waiting for statefulset spec update to be observed...',
  ],
  [
    'statefulset/progressing_generationNotObserved',
    'Waiting for statefulset spec update to be observed...',
  ],
  ['statefulset/progressing_podsNotReady', 'Waiting for 2 pods to be ready...'],
  [
    'statefulset/progressing_partition',
    'Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated...',
  ],
  [
    'statefulset/healthy_partition',
    'partitioned roll out complete: 2 new pods have been updated...',
  ],
  [
    'statefulset/progressing_revisionDiffers',
    'waiting for statefulset rolling update to complete 2 pods at revision audit-store-7b9f8d6c4f...',
  ],
  [
    'statefulset/healthy_rolledOut',
    'statefulset rolling update complete 3 pods at revision audit-store-7b9f8d6c4f...',
  ],
  ['statefulset/healthy_onDelete', 'statefulset has 3 ready pods'],
  ['daemonset/healthy_rolledOut', undefined],
  [
    'daemonset/progressing_generationNotObserved',
    'Waiting for rollout to finish: observed daemon set generation less than desired generation',
  ],
  [
    'daemonset/progressing_podsNotUpdated',
    'Waiting for daemon set "log-shipper" rollout to finish: 2 out of 5 new pods have been updated...',
  ],
  [
    'daemonset/progressing_podsNotAvailable',
    'Waiting for daemon set "log-shipper" rollout to finish: 4 of 5 updated pods are available...',
  ],
  [
    'daemonset/healthy_onDelete',
    'daemon set 1 out of 5 new pods have been updated',
  ],
  ['replicaset/healthy_available', undefined],
  [
    'replicaset/progressing_notAvailable',
    'Waiting for rollout to finish: 1 out of 3 new replicas are available...',
  ],
  [
    'replicaset/progressing_generationNotObserved',
    'Waiting for rollout to finish: observed replica set generation less than desired generation',
  ],
  [
    'replicaset/degraded_quotaExceeded',
    'pods "api-gateway-7f4d8c6b5-x2k9q" is forbidden: exceeded quota: team-quota, requested: pods=1, used: pods=10, limited: pods=10',
  ],
  ['job/progressing_running', undefined],
  ['job/healthy_complete', 'Reached expected number of succeeded pods'],
  ['job/degraded_backoffLimit', 'Job has reached the specified backoff limit'],
  ['job/suspended_suspended', undefined],
  ['job/healthy_resumed', 'Job resumed'],
  [
    'horizontalpodautoscaler/healthy_ableToScale',
    'recommended size matches current size',
  ],
  ['horizontalpodautoscaler/progressing_noConditions', 'Waiting to Autoscale'],
  ['horizontalpodautoscaler/degraded_noMetrics', NO_METRICS],
  [
    'horizontalpodautoscaler/healthy_noContainerMetrics',
    "the HPA controller was able to get the target's current scale",
  ],
  [
    'horizontalpodautoscaler/degraded_targetGone',
    'the HPA controller was unable to get the target\'s current scale: deployments.apps "api-gateway" not found',
  ],
  [
    'horizontalpodautoscaler/healthy_targetAtZero',
    "the HPA controller was able to get the target's current scale",
  ],
  [
    'horizontalpodautoscaler/healthy_v1',
    'recommended size matches current size',
  ],
  ['horizontalpodautoscaler/degraded_v1NoMetrics', NO_METRICS],
  [
    'horizontalpodautoscaler/progressing_v1NoAnnotation',
    'Waiting to Autoscale',
  ],
  ['rollout/healthy_promoted', undefined],
  ['rollout/suspended_canaryPause', 'CanaryPauseStep'],
  ['rollout/progressing_steps', 'more replicas need to be updated'],
  [
    'rollout/degraded_aborted',
    'RolloutAborted: Rollout aborted update to revision 3',
  ],
  [
    'rollout/progressing_generationNotObserved',
    'Waiting for rollout spec update to be observed',
  ],
  [
    'rollout/progressing_workloadNotObserved',
    'Waiting for rollout spec update to be observed',
  ],
  ['pod/healthy_running', undefined],
  ['pod/healthy_restartedOnce', undefined],
  ['pod/progressing_runningNotReady', undefined],
  ['pod/degraded_crashLoop', BACK_OFF],
  ['pod/degraded_outOfMemory', BACK_OFF],
  ['pod/degraded_betweenCrashes', undefined],
  [
    'pod/degraded_imagePullBackOff',
    'Back-off pulling image "registry.openpolicy.test/api-gateway:9.9.9": ErrImagePull: not found',
  ],
  ['pod/degraded_configError', 'secret "api-gateway" not found'],
  ['pod/progressing_containerTerminated', undefined],
  ['pod/progressing_unschedulable', undefined],
  ['pod/progressing_schedulingGated', undefined],
  ['pod/progressing_containerCreating', undefined],
  ['pod/progressing_initRunning', undefined],
  ['pod/progressing_initCrashLoop', undefined],
  ['pod/healthy_sidecar', undefined],
  ['pod/progressing_sidecarNotReady', undefined],
  ['pod/progressing_sidecarRestarting', undefined],
  ['pod/degraded_twoContainersOneCrashes', BACK_OFF],
  [
    'pod/degraded_firstContainerHasTheLastWord',
    `rpc error: code = NotFound, ${BACK_OFF}`,
  ],
  ['pod/healthy_succeeded', undefined],
  ['pod/degraded_failedExitCode', 'container "app" failed with exit code 3'],
  ['pod/degraded_failedOutOfMemory', 'OOMKilled'],
  ['pod/degraded_failedWithMessage', 'database refused the migration'],
  [
    'pod/degraded_failedSignalOnly',
    'container "app" failed with exit code 137',
  ],
  [
    'pod/degraded_evicted',
    'The node was low on resource: memory. Threshold quantity: 100Mi, available: 63Mi.',
  ],
  ['pod/progressing_hookImagePull', undefined],
  ['pod/progressing_hookRunning', undefined],
  ['pod/progressing_terminating', 'Pending deletion'],
  ['pod/unknown_noPhase', undefined],
];

describe('getResourceHealth', () => {
  it.each(CASES)('judges %s as Argo CD does', (fixture, message) => {
    const [, word] = /\/([a-z]+)_/.exec(fixture)!;
    const status = word[0].toUpperCase() + word.slice(1);

    expect(getResourceHealth(loadFixture(fixture))).toEqual({
      status,
      ...(message && { message }),
    });
  });

  it('says nothing of a kind without a rule', () => {
    expect(
      getResourceHealth({ apiVersion: 'v1', kind: 'ConfigMap' }),
    ).toBeUndefined();
  });

  it('does not mistake the names of object methods for kinds', () => {
    expect(
      getResourceHealth({ apiVersion: '__proto__/v1', kind: 'toString' }),
    ).toBeUndefined();
    expect(getResourceHealth({})).toBeUndefined();
  });

  it('is Unknown with the reason when the object cannot be read', () => {
    const broken = loadFixture(
      'horizontalpodautoscaler/unknown_v1BrokenAnnotation',
    );

    expect(getResourceHealth(broken)).toEqual({
      status: 'Unknown',
      message: expect.stringMatching(
        /^Failed to judge the health of HorizontalPodAutoscaler 'api-gateway': .*JSON/,
      ),
    });
  });
});
