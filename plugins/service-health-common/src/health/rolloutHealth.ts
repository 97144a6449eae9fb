/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesRollout } from '../kubernetes/objects';
import { HealthStatus, HealthStatusCode } from '../snapshot/words';

const HEALTH_BY_PHASE: Record<string, HealthStatusCode> = {
  Healthy: 'Healthy',
  Progressing: 'Progressing',
  Paused: 'Suspended',
  Degraded: 'Degraded',
};

/**
 * Health of an Argo Rollout of argoproj.io/v1alpha1 (argo-cd, resource_customizations/argoproj.io/Rollout/health.lua). Follows the
 * phase that the controller of Argo Rollouts 1.0 and newer writes; without one the health is Unknown.
 *
 * @internal
 */
export function getRolloutHealth(rollout: KubernetesRollout): HealthStatus {
  const { status = {} } = rollout;

  if (
    !isGenerationObserved(rollout) ||
    !isWorkloadGenerationObserved(rollout)
  ) {
    return {
      status: 'Progressing',
      message: 'Waiting for rollout spec update to be observed',
    };
  }
  if (!status.phase) {
    return {
      status: 'Unknown',
      message:
        'The Rollout has no phase yet, or its controller is older than 1.0',
    };
  }
  return {
    status: HEALTH_BY_PHASE[status.phase] ?? 'Unknown',
    message: status.message,
  };
}

/** What is no number, or ahead of the generation, is the hash that controllers before 0.10 wrote; upstream takes it as observed. */
function isGenerationObserved({
  metadata,
  status,
}: KubernetesRollout): boolean {
  if (!status) {
    return false;
  }
  const observed = Number.parseInt(status.observedGeneration ?? '', 10);
  return Number.isNaN(observed) || observed >= (metadata?.generation ?? 0);
}

function isWorkloadGenerationObserved({
  metadata,
  spec,
  status,
}: KubernetesRollout): boolean {
  if (!spec?.workloadRef || !metadata?.annotations) {
    return true;
  }
  return (
    metadata.annotations['rollout.argoproj.io/workload-generation'] ===
    status?.workloadObservedGeneration
  );
}
