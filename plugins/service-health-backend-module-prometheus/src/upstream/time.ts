/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Waits; resolves at once, and never rejects, when the signal aborts.
 *
 * @internal
 */
export function pause(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    let timer: NodeJS.Timeout | undefined = undefined;
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    timer = setTimeout(end, milliseconds);
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
 * @internal
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
