/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { getFailedOperation } from '../../delivery/failedOperation';
import { isWaitingForRetry } from '../../delivery/operation';
import { ApplicationSummary, OperationSummary } from '../../snapshot/types';
import { quoteUpstream, shortRevision } from '../../text/text';
import { applicationEvidence, nameResource } from '../evidence';
import { Cause, VerdictInput } from '../types';

/** The last sync of an application failed and what it was to change is not changed. */
export function failedOperation(input: VerdictInput): Cause | undefined {
  for (const application of input.delivery.applications) {
    const operation = getFailedOperation(application);
    if (operation) {
      return {
        headline: 'OutOfSync',
        tone: 'degraded',
        text: failedOperationMessage(application, operation),
        since: operation.finishedAt ?? operation.startedAt,
        evidence: [applicationEvidence(application)],
        origin: 'delivery',
      };
    }
  }
  return undefined;
}

/** @internal */
export function failedOperationMessage(
  application: Pick<ApplicationSummary, 'name'>,
  operation: OperationSummary,
): string {
  const target = operation.revision
    ? ` to ${shortRevision(operation.revision)}`
    : '';
  const by = operation.requestedBy ? ` by ${operation.requestedBy}` : '';
  const outcome = isWaitingForRetry(operation)
    ? 'failed and is retried'
    : 'failed';
  const why = getReason(operation);
  return `Sync of ${application.name}${target}${by} ${outcome}${
    why ? `: ${quoteUpstream(why)}` : ''
  }`;
}

/** The resource that failed says more than Argo CD's "one or more objects failed to apply". */
function getReason(operation: OperationSummary): string | undefined {
  const failed = operation.resources.find(
    ({ status, hookPhase, message }) =>
      message &&
      (status === 'SyncFailed' ||
        hookPhase === 'Failed' ||
        hookPhase === 'Error'),
  );
  return failed
    ? `${nameResource(failed)}: ${failed.message}`
    : operation.message;
}
