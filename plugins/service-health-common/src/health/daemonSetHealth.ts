/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesDaemonSet } from '../kubernetes/objects';
import { HealthStatus } from '../snapshot/words';

/**
 * Health of a DaemonSet of apps/v1 (gitops-engine, pkg/health/health_daemonset.go, `getAppsv1DaemonSetHealth`).
 * It is never Degraded: upstream has no progress deadline for the kind.
 *
 * @internal
 */
export function getDaemonSetHealth(
  daemonSet: KubernetesDaemonSet,
): HealthStatus {
  const { metadata = {}, spec = {}, status = {} } = daemonSet;
  const desired = status.desiredNumberScheduled ?? 0;
  const updated = status.updatedNumberScheduled ?? 0;
  const available = status.numberAvailable ?? 0;
  const waiting = `Waiting for daemon set "${metadata.name}" rollout to finish`;

  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return {
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: observed daemon set generation less than desired generation',
    };
  }
  if (spec.updateStrategy?.type === 'OnDelete') {
    return {
      status: 'Healthy',
      message: `daemon set ${updated} out of ${desired} new pods have been updated`,
    };
  }
  if (updated < desired) {
    return {
      status: 'Progressing',
      message: `${waiting}: ${updated} out of ${desired} new pods have been updated...`,
    };
  }
  if (available < desired) {
    return {
      status: 'Progressing',
      message: `${waiting}: ${available} of ${desired} updated pods are available...`,
    };
  }
  return { status: 'Healthy' };
}
