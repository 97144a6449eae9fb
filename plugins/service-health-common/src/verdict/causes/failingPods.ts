/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { hasFailingPods, StuckRollout } from '../../rollout/stuck';
import { WorkloadSummary } from '../../snapshot/types';
import { formatDuration } from '../../text/text';
import { podEvidence, workloadEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';
import { subject } from './subject';

/** Pods crash, or cannot start. Upstream's word for such a workload may still be Progressing; the page shows both. */
export function failingPods(input: VerdictInput): Cause | undefined {
  for (const workload of input.rollout.workloads) {
    const stuck = input.stuck.get(workload.id);
    if (stuck && hasFailingPods(stuck)) {
      return {
        headline: 'Degraded',
        tone: 'degraded',
        text: failingPodsMessage(
          subject(input, workload),
          workload,
          stuck,
          input.now,
        ),
        since: stuck.since,
        evidence: [
          ...input.rollout.pods
            .filter(pod => stuck.podIds.includes(pod.id))
            .slice(0, 3)
            .map(podEvidence),
          workloadEvidence(workload),
        ],
        origin: 'rollout',
      };
    }
  }
  return undefined;
}

/** @internal */
export function failingPodsMessage(
  prefix: string,
  workload: Pick<WorkloadSummary, 'health'>,
  stuck: Pick<StuckRollout, 'reason' | 'since' | 'replacing'>,
  now: Date,
): string {
  return `${prefix}${stuck.reason}${stuckSuffix(workload, stuck, now)}`;
}

/**
 * What is to be added to the reason of a stuck rollout: that upstream has given up, or for how long it has been stuck.
 *
 * @internal
 */
export function stuckSuffix(
  workload: Pick<WorkloadSummary, 'health'>,
  stuck: Pick<StuckRollout, 'since' | 'replacing'>,
  now: Date,
): string {
  if (workload.health.status === 'Degraded') {
    return '; the rollout exceeded its progress deadline';
  }
  if (!stuck.replacing) {
    return '';
  }
  const duration = formatDuration(stuck.since, now);
  return duration ? `; rollout stuck for ${duration}` : '; rollout stuck';
}
