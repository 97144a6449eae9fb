/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isOperationUnderWay } from '../../delivery/operation';
import { ApplicationSummary } from '../../snapshot/types';
import { quoteUpstream, shortRevision } from '../../text/text';
import { applicationEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';

/** An application is being synced or deleted. */
export function runningOperation(input: VerdictInput): Cause | undefined {
  const application = input.delivery.applications.find(
    ({ operation, deleting }) =>
      deleting ||
      (operation && !operation.dryRun && isOperationUnderWay(operation)),
  );
  return (
    application && {
      headline: 'Progressing',
      tone: 'progressing',
      text: runningOperationMessage(application),
      since: application.operation?.startedAt,
      evidence: [applicationEvidence(application)],
      origin: 'delivery',
    }
  );
}

/** @internal */
export function runningOperationMessage(
  application: Pick<
    ApplicationSummary,
    'name' | 'operation' | 'deleting' | 'sync'
  >,
): string {
  const { name, operation, deleting } = application;
  if (deleting) {
    return `Application ${name} is being deleted`;
  }
  if (operation?.phase === 'Terminating') {
    return `The sync of ${name} is being terminated`;
  }
  if (operation?.phase === 'Pending') {
    return `A sync of ${name} is waiting to start`;
  }
  const revision = operation?.revision ?? application.sync.revisions.at(0);
  const target = revision ? ` to ${shortRevision(revision)}` : '';
  const by = operation?.requestedBy ? ` for ${operation.requestedBy}` : '';
  const message = operation?.message
    ? `: ${quoteUpstream(operation.message)}`
    : '';
  return `Syncing ${name}${target}${by}${message}`;
}
