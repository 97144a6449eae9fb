/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { WorkloadSummary } from '../../snapshot/types';
import { quoteUpstream } from '../../text/text';
import { workloadEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';

/** Upstream itself calls a workload Degraded, and its pods do not say why. */
export function degradedWorkload(input: VerdictInput): Cause | undefined {
  const workload = input.rollout.workloads.find(
    ({ health }) => health.status === 'Degraded',
  );
  return (
    workload && {
      headline: 'Degraded',
      tone: 'degraded',
      text: degradedWorkloadMessage(
        workload,
        input.stuck.get(workload.id)?.reason ?? workload.stuck?.reason,
      ),
      since: workload.progressedAt,
      evidence: [workloadEvidence(workload)],
      origin: 'rollout',
    }
  );
}

/** @internal */
export function degradedWorkloadMessage(
  workload: Pick<WorkloadSummary, 'kind' | 'name' | 'health'>,
  reason?: string,
): string {
  const message = workload.health.message
    ? quoteUpstream(workload.health.message)
    : `${workload.kind} ${workload.name} is Degraded`;
  return reason ? `${reason}; ${message}` : message;
}
