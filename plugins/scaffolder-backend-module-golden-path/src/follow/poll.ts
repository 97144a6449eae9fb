/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isError } from '@backstage/errors';
import { setTimeout as pause } from 'node:timers/promises';

/** How long a failing upstream is left alone at most. */
const MAX_PAUSE_MS = 15_000;

/**
 * Options of {@link poll}.
 */
export interface PollOptions<T> {
  /** Looks once. A value ends the polling. A ServiceUnavailableError is trouble that may pass. */
  look(signal: AbortSignal): Promise<T | undefined>;
  /** Told why a look failed; the next one follows. */
  onTrouble(reason: string): void;
  intervalMs: number;
  timeoutMs: number;
  /** The task was cancelled. */
  signal?: AbortSignal;
}

/**
 * Looks again and again until there is a value, time is up, or the task is cancelled; more slowly while looks fail.
 *
 * @returns undefined if time is up
 * @throws the signal's reason, and every error of a look that will not pass
 */
export async function poll<T>(options: PollOptions<T>): Promise<T | undefined> {
  const { look, onTrouble, intervalMs, timeoutMs } = options;
  const signal = options.signal ?? new AbortController().signal;
  const end = performance.now() + timeoutMs;
  let failures = 0;
  for (;;) {
    signal.throwIfAborted();
    let waitMs = intervalMs;
    try {
      const value = await look(signal);
      if (value !== undefined) {
        return value;
      }
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error)) {
        throw error;
      }
      failures += 1;
      waitMs = Math.min(MAX_PAUSE_MS, intervalMs * 2 ** failures);
      onTrouble(error.message);
    }
    const left = end - performance.now();
    if (left <= 0) {
      return undefined;
    }
    await pause(Math.min(waitMs, left), undefined, { signal }).catch(() => {});
  }
}

function isPassing(error: unknown): error is Error {
  return isError(error) && error.name === 'ServiceUnavailableError';
}
