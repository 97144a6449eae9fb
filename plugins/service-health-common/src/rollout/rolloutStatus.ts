/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { getRolloutHealth } from '../health/rolloutHealth';
import { findCondition } from '../kubernetes/conditions';
import {
  KubernetesDaemonSet,
  KubernetesDeployment,
  KubernetesObject,
  KubernetesRollout,
  KubernetesStatefulSet,
} from '../kubernetes/objects';
import { RolloutPhase } from '../snapshot/words';

/**
 * Where a rollout stands.
 *
 * @public
 */
export interface RolloutStatus {
  phase: RolloutPhase;
  /** The sentence of `kubectl rollout status`, without its line break. */
  message: string;
}

/**
 * Says what `kubectl rollout status` says of a Deployment, StatefulSet or DaemonSet (kubectl 0.36, pkg/polymorphichelpers/
 * rollout_status.go). It ends with an error for an exceeded progress deadline, which is `Failed` here, and for update strategies
 * that it does not follow, which is `Unknown`. An Argo Rollout has the phase of its controller; other kinds are `Unknown`.
 *
 * Never throws: of an object that cannot be read the phase is `Unknown`, with the reason.
 *
 * @public
 */
export function getRolloutStatus(workload: KubernetesObject): RolloutStatus {
  try {
    return follow(workload);
  } catch (error) {
    return {
      phase: 'Unknown',
      message: `Failed to follow the rollout of ${workload.kind} '${
        workload.metadata?.name
      }': ${error instanceof Error ? error.message : error}`,
    };
  }
}

function follow(workload: KubernetesObject): RolloutStatus {
  switch (workload.kind) {
    case 'Deployment':
      return getDeploymentStatus(workload);
    case 'StatefulSet':
      return getStatefulSetStatus(workload);
    case 'DaemonSet':
      return getDaemonSetStatus(workload);
    case 'Rollout':
      return getArgoRolloutStatus(workload);
    default:
      return {
        phase: 'Unknown',
        message: `no status viewer has been implemented for ${workload.kind}`,
      };
  }
}

const NOT_FOLLOWED: RolloutStatus = {
  phase: 'Unknown',
  message: 'rollout status is only available for RollingUpdate strategy type',
};

function getDeploymentStatus({
  metadata = {},
  spec = {},
  status = {},
}: KubernetesDeployment): RolloutStatus {
  const updated = status.updatedReplicas ?? 0;
  const total = status.replicas ?? 0;
  const available = status.availableReplicas ?? 0;
  const waiting = `Waiting for deployment "${metadata.name}" rollout to finish`;

  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return inProgress('Waiting for deployment spec update to be observed...');
  }
  const progressing = findCondition(status.conditions, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return {
      phase: 'Failed',
      message: `deployment "${metadata.name}" exceeded its progress deadline`,
    };
  }
  if (spec.replicas !== undefined && updated < spec.replicas) {
    return inProgress(
      `${waiting}: ${updated} out of ${spec.replicas} new replicas have been updated...`,
    );
  }
  if (total > updated) {
    return inProgress(
      `${waiting}: ${total - updated} old replicas are pending termination...`,
    );
  }
  if (available < updated) {
    return inProgress(
      `${waiting}: ${available} of ${updated} updated replicas are available...`,
    );
  }
  return complete(`deployment "${metadata.name}" successfully rolled out`);
}

function getStatefulSetStatus({
  metadata = {},
  spec = {},
  status = {},
}: KubernetesStatefulSet): RolloutStatus {
  const observed = status.observedGeneration ?? 0;
  const ready = status.readyReplicas ?? 0;
  const updated = status.updatedReplicas ?? 0;
  const strategy = spec.updateStrategy ?? {};

  if (strategy.type !== 'RollingUpdate') {
    return NOT_FOLLOWED;
  }
  if (observed === 0 || (metadata.generation ?? 0) > observed) {
    return inProgress('Waiting for statefulset spec update to be observed...');
  }
  if (spec.replicas !== undefined && ready < spec.replicas) {
    return inProgress(
      `Waiting for ${spec.replicas - ready} pods to be ready...`,
    );
  }
  if (strategy.rollingUpdate) {
    const { partition } = strategy.rollingUpdate;
    if (spec.replicas !== undefined && partition !== undefined) {
      const wanted = spec.replicas - partition;
      if (updated < wanted) {
        return inProgress(
          `Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...`,
        );
      }
    }
    return complete(
      `partitioned roll out complete: ${updated} new pods have been updated...`,
    );
  }
  if (status.updateRevision !== status.currentRevision) {
    return inProgress(
      `waiting for statefulset rolling update to complete ${updated} pods at revision ${
        status.updateRevision ?? ''
      }...`,
    );
  }
  return complete(
    `statefulset rolling update complete ${
      status.currentReplicas ?? 0
    } pods at revision ${status.currentRevision ?? ''}...`,
  );
}

function getDaemonSetStatus({
  metadata = {},
  spec = {},
  status = {},
}: KubernetesDaemonSet): RolloutStatus {
  const desired = status.desiredNumberScheduled ?? 0;
  const updated = status.updatedNumberScheduled ?? 0;
  const available = status.numberAvailable ?? 0;
  const waiting = `Waiting for daemon set "${metadata.name}" rollout to finish`;

  if (spec.updateStrategy?.type !== 'RollingUpdate') {
    return NOT_FOLLOWED;
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return inProgress('Waiting for daemon set spec update to be observed...');
  }
  if (updated < desired) {
    return inProgress(
      `${waiting}: ${updated} out of ${desired} new pods have been updated...`,
    );
  }
  if (available < desired) {
    return inProgress(
      `${waiting}: ${available} of ${desired} updated pods are available...`,
    );
  }
  return complete(`daemon set "${metadata.name}" successfully rolled out`);
}

/** `kubectl argo rollouts status` ends well on Healthy, ends badly on Degraded and waits on everything else. */
function getArgoRolloutStatus(rollout: KubernetesRollout): RolloutStatus {
  const { status, message } = getRolloutHealth(rollout);
  const phases: Partial<Record<typeof status, RolloutPhase>> = {
    Healthy: 'Complete',
    Degraded: 'Failed',
    Unknown: 'Unknown',
  };
  const word = status === 'Suspended' ? 'Paused' : status;
  return {
    phase: phases[status] ?? 'InProgress',
    message: message ? `${word} - ${message}` : word,
  };
}

function inProgress(message: string): RolloutStatus {
  return { phase: 'InProgress', message };
}

function complete(message: string): RolloutStatus {
  return { phase: 'Complete', message };
}
