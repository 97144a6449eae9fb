/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { WorkloadSummary } from '../../snapshot/types';
import { quoteUpstream } from '../../text/text';
import { workloadEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';
import { stuckSuffix } from './failingPods';
import { subject } from './subject';

/** A rollout is under way. One that is held up asks for attention, though upstream's word is the same. */
export function progressing(input: VerdictInput): Cause | undefined {
  const moving = input.rollout.workloads.filter(
    ({ health }) => health.status === 'Progressing',
  );
  const workload = moving.find(({ id }) => input.stuck.has(id)) ?? moving.at(0);
  if (!workload) {
    return undefined;
  }
  const stuck = input.stuck.get(workload.id);
  return {
    headline: 'Progressing',
    tone: stuck ? 'attention' : 'progressing',
    text: `${subject(input, workload)}${
      stuck
        ? `${stuck.reason}${stuckSuffix(workload, stuck, input.now)}`
        : progressingMessage(workload)
    }`,
    since: stuck?.since ?? getStart(workload),
    evidence: [
      workloadEvidence(workload),
      ...input.rollout.events
        .filter(event => event.id === stuck?.eventId)
        .map(event => ({
          kind: 'event' as const,
          id: event.id,
          text: `${event.reason}: ${quoteUpstream(event.message)}`,
        })),
    ],
    origin: 'rollout',
  };
}

/** @internal */
export function progressingMessage(
  workload: Pick<WorkloadSummary, 'kind' | 'name' | 'health'>,
): string {
  const { message } = workload.health;
  return message
    ? quoteUpstream(message)
    : `${workload.kind} ${workload.name} is Progressing`;
}

/** The new replica set was made when the rollout began; a rollback takes an old one again, and then it is the last progress that counts. */
function getStart(workload: WorkloadSummary): string | undefined {
  const made = workload.replicaSets.find(
    ({ role }) => role === 'new',
  )?.createdAt;
  const newest = workload.replicaSets.every(
    set => !made || !set.createdAt || set.createdAt <= made,
  );
  return newest ? made ?? workload.progressedAt : workload.progressedAt;
}
