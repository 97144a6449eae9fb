/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ApplicationObservation,
  SyncAttempt,
} from '@openpolicy/plugin-service-health-common';
import { SyncSettlement } from './SyncLedger';

/** Longer than a request to Argo CD may take. What is still `requested` then was left behind by a backend that ended. */
const ANSWER_DEADLINE_MS = 60_000;
/** How long an operation that Argo CD does not show is looked for. */
const LOOK_FOR_MS = 600_000;
/** How long an operation may run before the ledger gives up on it. */
const GIVE_UP_MS = 24 * 3_600_000;

/**
 * Says what the observed application tells of an attempt whose end is not known. The request id in the operation's infos decides; times
 * and users do not.
 *
 * @param application - as observed now, undefined if it is not there
 * @returns undefined if there is nothing new
 * @internal
 */
export function judgeAttempt(
  attempt: SyncAttempt,
  application: ApplicationObservation | undefined,
  now: Date,
): SyncSettlement | undefined {
  const operation = application?.data.operation;
  if (operation?.requestId === attempt.id) {
    switch (operation.phase) {
      case 'Succeeded':
        return {
          outcome: 'succeeded',
          reason: operation.message,
          finishedAt: operation.finishedAt ?? now.toISOString(),
        };
      case 'Failed':
      case 'Error':
        return {
          outcome: 'failed',
          reason: operation.message,
          finishedAt: operation.finishedAt ?? now.toISOString(),
        };
      default:
        return attempt.outcome === 'accepted'
          ? undefined
          : { outcome: 'accepted' };
    }
  }

  const ageMs = now.getTime() - Date.parse(attempt.requestedAt);
  if (attempt.outcome === 'requested') {
    return ageMs > ANSWER_DEADLINE_MS
      ? {
          outcome: 'unknown',
          reason:
            'The portal was interrupted while it sent the request. Look at the operation of the application before you sync again.',
        }
      : undefined;
  }
  const isReplaced =
    operation?.startedAt !== undefined &&
    Date.parse(operation.startedAt) > Date.parse(attempt.requestedAt);
  if (ageMs > (isReplaced ? ANSWER_DEADLINE_MS : LOOK_FOR_MS)) {
    if (attempt.outcome === 'unknown' || isReplaced) {
      return {
        outcome: 'unknown',
        reason: isReplaced
          ? 'Another operation followed before the end of this one was seen.'
          : 'Argo CD shows no operation of this request.',
        finishedAt: now.toISOString(),
      };
    }
  }
  return ageMs > GIVE_UP_MS
    ? {
        outcome: 'unknown',
        reason: 'The end of the operation was not seen within a day.',
        finishedAt: now.toISOString(),
      }
    : undefined;
}
