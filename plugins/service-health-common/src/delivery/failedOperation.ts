/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApplicationSummary, OperationSummary } from '../snapshot/types';
import { isWaitingForRetry } from './operation';

/**
 * The failed operation that still matters: the last one, unless it was a dry run or the application has since become what Git says. A failed
 * hook leaves an application Synced and yet unfinished, so it matters as long as Git asks for the same revision.
 *
 * @public
 */
export function getFailedOperation(
  application: ApplicationSummary,
): OperationSummary | undefined {
  const { operation, sync } = application;
  if (!operation || operation.dryRun) {
    return undefined;
  }
  if (isWaitingForRetry(operation)) {
    return operation;
  }
  if (operation.phase !== 'Failed' && operation.phase !== 'Error') {
    return undefined;
  }
  if (sync.status !== 'Synced') {
    return operation;
  }
  const hookFailed = operation.resources.some(
    ({ hookPhase }) => hookPhase === 'Failed' || hookPhase === 'Error',
  );
  const isCurrent =
    operation.revision !== undefined &&
    sync.revisions.includes(operation.revision);
  return hookFailed && isCurrent ? operation : undefined;
}
