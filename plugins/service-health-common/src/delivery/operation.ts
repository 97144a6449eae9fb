/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { OperationSummary } from '../snapshot/types';
import { OperationPhase } from '../snapshot/words';

/**
 * What an Argo CD Application says of its operation, as its JSON has it.
 *
 * @public
 */
export interface ArgoOperationFields {
  /** Whether the field `operation` is there: somebody asked for an operation. */
  hasOperation: boolean;
  /** `status.operationState`. */
  operationState?: {
    phase?: string;
    message?: string;
    startedAt?: string;
    finishedAt?: string;
  };
}

const PHASES: readonly string[] = [
  'Running',
  'Terminating',
  'Failed',
  'Error',
  'Succeeded',
] satisfies OperationPhase[];

/**
 * Says in which phase the operation of an Application is. Argo CD clears the state of the last operation when it accepts a new one, so an
 * operation without a state was accepted and is waiting to start (argo-cd, ui, `getAppOperationState`). An operation whose state still
 * tells of a completed one is waiting to start too: the old result is not shown as its own.
 *
 * @returns undefined if the Application never had an operation
 * @public
 */
export function getOperationPhase(
  fields: ArgoOperationFields,
): Pick<OperationSummary, 'phase' | 'message'> | undefined {
  const { hasOperation, operationState } = fields;
  const phase = operationState?.phase;
  const completed =
    phase === 'Succeeded' || phase === 'Failed' || phase === 'Error';
  if (hasOperation && (!phase || completed)) {
    return { phase: 'Pending', message: 'waiting to start' };
  }
  if (!phase || !PHASES.includes(phase)) {
    return undefined;
  }
  return {
    phase: phase as OperationPhase,
    ...(operationState?.message && { message: operationState.message }),
  };
}

/**
 * Whether an operation is under way: accepted, running or being terminated. Hours are legal, so no time limit is applied.
 *
 * @public
 */
export function isOperationUnderWay(operation: OperationSummary): boolean {
  return (
    operation.phase === 'Pending' ||
    operation.phase === 'Running' ||
    operation.phase === 'Terminating'
  );
}

/**
 * Whether an operation has failed and Argo CD waits before it tries again: the phase stays Running with a time of ending (argo-cd,
 * controller/appcontroller.go, `processRequestedAppOperation`).
 *
 * @public
 */
export function isWaitingForRetry(operation: OperationSummary): boolean {
  return operation.phase === 'Running' && operation.finishedAt !== undefined;
}

/**
 * Argo CD's words for an operation (argo-cd, ui, `getOperationStateTitle`), and ours for what it has no word for.
 *
 * @public
 */
export type OperationWord =
  | 'Waiting to start'
  | 'Syncing'
  | 'Retrying'
  | 'Terminating'
  | 'Terminated'
  | 'Sync OK'
  | 'Sync failed'
  | 'Sync error';

/**
 * The word for an operation, and the sentence below it. A dry run says so, since it changes nothing.
 *
 * @public
 */
export function describeOperation(operation: OperationSummary): {
  word: OperationWord;
  detail?: string;
} {
  const details = [
    operation.dryRun ? 'dry run, nothing is changed' : undefined,
    operation.message,
  ].filter(detail => detail);
  return {
    word: getOperationWord(operation),
    ...(details.length > 0 && { detail: details.join(': ') }),
  };
}

function getOperationWord(operation: OperationSummary): OperationWord {
  switch (operation.phase) {
    case 'Pending':
      return 'Waiting to start';
    case 'Running':
      return isWaitingForRetry(operation) ? 'Retrying' : 'Syncing';
    case 'Terminating':
      return 'Terminating';
    case 'Succeeded':
      return 'Sync OK';
    case 'Error':
      return 'Sync error';
    default:
      return operation.message?.startsWith('Operation terminated')
        ? 'Terminated'
        : 'Sync failed';
  }
}
