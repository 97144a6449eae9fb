/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** A permission for a time, of a rule or of an object. */
interface Exception {
  reason: string;
  expires: string;
}

/**
 * What is wrong with an exception, and in which field.
 *
 * @internal
 */
export interface ExceptionFault {
  kind: 'form' | 'expired' | 'soon';
  field: 'reason' | 'expires';
  /** The rest of a sentence. */
  problem: string;
}

/** Days before the end at which people are told. */
const NOTICE_DAYS = 14;

/**
 * Judges reason and last day of an exception; the first fault only.
 *
 * @internal
 */
export function exceptionFault(
  { reason, expires }: Exception,
  now: Date,
): ExceptionFault | undefined {
  if (reason.trim().length < 10) {
    return {
      kind: 'form',
      field: 'reason',
      problem: `is '${reason}', which explains nothing`,
    };
  }
  const days = daysLeft(expires, now);
  if (days === undefined) {
    return {
      kind: 'form',
      field: 'expires',
      problem: `is '${expires}', which is no day`,
    };
  }
  if (days < 0) {
    return {
      kind: 'expired',
      field: 'expires',
      problem: `is '${expires}', which is past`,
    };
  }
  return days > NOTICE_DAYS
    ? undefined
    : {
        kind: 'soon',
        field: 'expires',
        problem: `is '${expires}', ${
          days === 0 ? 'which is today' : `in ${days} days`
        }`,
      };
}

/** Whole days until the last day, in UTC; 0 on that day itself. */
function daysLeft(day: string, now: Date): number | undefined {
  const last = new Date(`${day}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(day) ||
    Number.isNaN(last.getTime()) ||
    !last.toISOString().startsWith(day)
  ) {
    return undefined;
  }
  const today = Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  return Math.round((last.getTime() - today) / 86_400_000);
}
