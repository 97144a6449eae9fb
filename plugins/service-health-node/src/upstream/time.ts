/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Timers, so that tests can have time of their own.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  after(milliseconds: number, callback: () => void): () => void;
}

/**
 * The clock of the machine.
 *
 * @public
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * Waits; resolves at once, and never rejects, when the signal aborts: who waits looks at the signal anyway.
 *
 * @param clock - default: {@link systemClock}.
 * @public
 */
export function pause(
  milliseconds: number,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    let cancel = () => {};
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    cancel = clock.after(milliseconds, end);
    signal.addEventListener('abort', end, { once: true });
  });
}

/** Consecutive failures after which an upstream is asked only every {@link OPEN_BREAKER_MS}. */
const BREAKER_FAILURES = 20;
const OPEN_BREAKER_MS = 30_000;
const FIRST_CAP_MS = 2_000;
const LAST_CAP_MS = 10_000;

/**
 * Milliseconds until the next attempt: full jitter under a cap that doubles from 2 s to 10 s, so that the page is live again within
 * 15 s of upstream's return; after 20 failures in a row the breaker is open for 30 s at a time and each attempt is its single probe.
 *
 * @param failures - consecutive failures, 1 after the first.
 * @public
 */
export function retryDelay(
  failures: number,
  random: () => number = Math.random,
): number {
  if (failures >= BREAKER_FAILURES) {
    return OPEN_BREAKER_MS;
  }
  const cap = Math.min(LAST_CAP_MS, FIRST_CAP_MS * 2 ** (failures - 1));
  return Math.round(random() * cap);
}
