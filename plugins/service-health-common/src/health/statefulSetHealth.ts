/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesStatefulSet } from '../kubernetes/objects';
import { HealthStatus } from '../snapshot/words';

/**
 * Health of a StatefulSet of apps/v1 (gitops-engine, pkg/health/health_statefulset.go, `getAppsv1StatefulSetHealth`).
 * It is never Degraded: upstream has no progress deadline for the kind.
 *
 * @internal
 */
export function getStatefulSetHealth(
  statefulSet: KubernetesStatefulSet,
): HealthStatus {
  const { metadata = {}, spec = {}, status = {} } = statefulSet;
  const observed = status.observedGeneration ?? 0;
  const ready = status.readyReplicas ?? 0;
  const updated = status.updatedReplicas ?? 0;
  const strategy = spec.updateStrategy ?? {};

  if (observed === 0 || (metadata.generation ?? 0) > observed) {
    return progressing('Waiting for statefulset spec update to be observed...');
  }
  if (spec.replicas !== undefined && ready < spec.replicas) {
    return progressing(
      `Waiting for ${spec.replicas - ready} pods to be ready...`,
    );
  }
  if (strategy.type === 'RollingUpdate' && strategy.rollingUpdate) {
    const { partition } = strategy.rollingUpdate;
    if (spec.replicas !== undefined && partition !== undefined) {
      const wanted = spec.replicas - partition;
      if (updated < wanted) {
        return progressing(
          `Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...`,
        );
      }
    }
    return healthy(
      `partitioned roll out complete: ${updated} new pods have been updated...`,
    );
  }
  if (strategy.type === 'OnDelete') {
    return healthy(`statefulset has ${ready} ready pods`);
  }
  if (status.updateRevision !== status.currentRevision) {
    return progressing(
      `waiting for statefulset rolling update to complete ${updated} pods at revision ${
        status.updateRevision ?? ''
      }...`,
    );
  }
  return healthy(
    `statefulset rolling update complete ${
      status.currentReplicas ?? 0
    } pods at revision ${status.currentRevision ?? ''}...`,
  );
}

function progressing(message: string): HealthStatus {
  return { status: 'Progressing', message };
}

function healthy(message: string): HealthStatus {
  return { status: 'Healthy', message };
}
