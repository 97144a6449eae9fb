/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { findCondition } from '../kubernetes/conditions';
import { KubernetesReplicaSet } from '../kubernetes/objects';
import { HealthStatus } from '../snapshot/words';

/**
 * Health of a ReplicaSet of apps/v1 (gitops-engine, pkg/health/health_replicaset.go, `getAppsv1ReplicaSetHealth`).
 *
 * @internal
 */
export function getReplicaSetHealth(
  replicaSet: KubernetesReplicaSet,
): HealthStatus {
  const { metadata = {}, spec = {}, status = {} } = replicaSet;
  const available = status.availableReplicas ?? 0;

  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return {
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: observed replica set generation less than desired generation',
    };
  }
  const failure = findCondition(status.conditions, 'ReplicaFailure');
  if (failure?.status === 'True') {
    return { status: 'Degraded', message: failure.message };
  }
  if (spec.replicas !== undefined && available < spec.replicas) {
    return {
      status: 'Progressing',
      message: `Waiting for rollout to finish: ${available} out of ${spec.replicas} new replicas are available...`,
    };
  }
  return { status: 'Healthy' };
}
