/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { quoteUpstream } from '../../text/text';
import { applicationEvidence, workloadEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';
import { unwellApplicationMessage } from './degradedApplication';
import { subject } from './subject';

/** Somebody has paused a workload, or Argo CD says so of the application. */
export function suspended(input: VerdictInput): Cause | undefined {
  const workload = input.rollout.workloads.find(
    ({ health }) => health.status === 'Suspended',
  );
  if (workload) {
    return {
      headline: 'Suspended',
      tone: 'suspended',
      text: `${subject(input, workload)}${quoteUpstream(
        workload.health.message ?? `${workload.kind} is suspended`,
      )}`,
      evidence: [workloadEvidence(workload)],
      origin: 'rollout',
    };
  }
  const application = input.delivery.applications.find(
    ({ health }) => health.status === 'Suspended',
  );
  return (
    application && {
      headline: 'Suspended',
      tone: 'suspended',
      text: unwellApplicationMessage(application),
      evidence: [applicationEvidence(application)],
      origin: 'delivery',
    }
  );
}
