/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApplicationSummary } from '../../snapshot/types';
import { quoteUpstream } from '../../text/text';
import { applicationEvidence, workloadEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';
import { degradedWorkloadMessage } from './degradedWorkload';
import { unwellApplicationMessage } from './degradedApplication';

/** Upstream itself cannot tell: the health of a workload, or what Git wants. */
export function unknownHealth(input: VerdictInput): Cause | undefined {
  const workload = input.rollout.workloads.find(
    ({ health }) => health.status === 'Unknown',
  );
  if (workload) {
    return {
      headline: 'Unknown',
      tone: 'unknown',
      text: workload.health.message
        ? degradedWorkloadMessage(workload)
        : `The health of ${workload.kind} ${workload.name} is Unknown`,
      evidence: [workloadEvidence(workload)],
      origin: 'rollout',
    };
  }
  const application = input.delivery.applications.find(
    ({ health, sync }) =>
      health.status === 'Unknown' || sync.status === 'Unknown',
  );
  return (
    application && {
      headline: 'Unknown',
      tone: 'unknown',
      text: unknownApplicationMessage(application),
      since: findError(application)?.lastTransitionTime,
      evidence: [applicationEvidence(application)],
      origin: 'delivery',
    }
  );
}

/** @internal */
export function unknownApplicationMessage(
  application: Pick<
    ApplicationSummary,
    'name' | 'health' | 'sync' | 'conditions' | 'resources'
  >,
): string {
  const error = findError(application);
  if (error) {
    return `Argo CD cannot compare ${
      application.name
    } with Git: ${quoteUpstream(error.message)}`;
  }
  return application.sync.status === 'Unknown'
    ? `Argo CD has not compared ${application.name} with Git`
    : unwellApplicationMessage(application);
}

function findError({ conditions }: Pick<ApplicationSummary, 'conditions'>) {
  return conditions.find(({ type }) => type.endsWith('Error'));
}
