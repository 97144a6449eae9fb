/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { WorkloadSummary } from '../../snapshot/types';
import { quoteUpstream } from '../../text/text';
import { workloadEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';

/** The autoscaler of a workload cannot work: the service runs, and will not grow with its load. */
export function brokenAutoscaler(input: VerdictInput): Cause | undefined {
  const workload = input.rollout.workloads.find(
    ({ autoscaler }) => autoscaler?.problem !== undefined,
  );
  return (
    workload && {
      headline: 'Degraded',
      tone: 'attention',
      text: brokenAutoscalerMessage(workload.autoscaler!),
      evidence: [workloadEvidence(workload)],
      origin: 'rollout',
    }
  );
}

/** @internal */
export function brokenAutoscalerMessage(
  autoscaler: Pick<
    NonNullable<WorkloadSummary['autoscaler']>,
    'name' | 'problem'
  >,
): string {
  return `HorizontalPodAutoscaler ${
    autoscaler.name
  } cannot scale: ${quoteUpstream(autoscaler.problem ?? '')}`;
}
