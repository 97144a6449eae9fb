/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Time as the reflector sees it.
 *
 * @internal
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  after(ms: number, callback: () => void): () => void;
}

/**
 * The clock of the machine.
 *
 * @internal
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Resolves after so many milliseconds, or as soon as the signal aborts. Never rejects: who sleeps looks at the signal anyway.
 *
 * @internal
 */
export async function sleep(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) {
    return;
  }
  let finish = () => {};
  const finished = new Promise<void>(resolve => {
    finish = resolve;
  });
  const cancel = clock.after(ms, finish);
  signal.addEventListener('abort', finish, { once: true });
  await finished;
  cancel();
  signal.removeEventListener('abort', finish);
}
