/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesJob } from '../kubernetes/objects';
import { HealthStatus } from '../snapshot/words';

/**
 * Health of a Job of batch/v1 (gitops-engine, pkg/health/health_job.go, `getBatchv1JobHealth`). As upstream has it, a condition
 * of type Failed or Complete counts whatever its status says.
 *
 * @internal
 */
export function getJobHealth(job: KubernetesJob): HealthStatus {
  const conditions = job.status?.conditions ?? [];
  const last = (type: string) =>
    conditions.filter(condition => condition.type === type).pop();

  const failed = last('Failed');
  if (failed) {
    return { status: 'Degraded', message: failed.message };
  }
  const suspended = conditions.some(
    condition => condition.type === 'Suspended' && condition.status === 'True',
  );
  if (suspended) {
    // Upstream has no message here: it fills only the one of a failure.
    return { status: 'Suspended' };
  }
  const ended = conditions
    .filter(({ type }) => type === 'Complete' || type === 'Suspended')
    .pop();
  if (ended) {
    return { status: 'Healthy', message: ended.message };
  }
  return { status: 'Progressing' };
}
