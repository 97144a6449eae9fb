/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  pause,
  retryDelay,
} from '@openpolicy/plugin-service-health-node/upstream';

/** How far a pause may differ from the interval, so that replicas do not ask in step. */
const JITTER = 0.1;

/**
 * Repeats a poll: never two at once, and more slowly while it fails.
 *
 * @internal
 */
export class Poller {
  readonly #intervalMs: number;
  readonly #random: () => number;

  static create(options: {
    intervalMs: number;
    /** For tests; between 0 and 1. */
    random?: () => number;
  }): Poller {
    return new Poller(options.intervalMs, options.random ?? Math.random);
  }

  private constructor(intervalMs: number, random: () => number) {
    this.#intervalMs = intervalMs;
    this.#random = random;
  }

  /**
   * Polls until the signal aborts.
   *
   * @param poll - returns whether it succeeded. It is told after how many milliseconds the next attempt follows if it fails.
   */
  async run(options: {
    signal: AbortSignal;
    poll(attempt: { retryMs: number }): Promise<boolean>;
  }): Promise<void> {
    const { signal, poll } = options;
    let failures = 0;
    while (!signal.aborted) {
      // Never faster than the interval: a failing upstream must not be asked more often than a healthy one.
      const retryMs = Math.max(
        this.#interval(),
        retryDelay(failures + 1, this.#random),
      );
      const startedAt = performance.now();
      const succeeded = await poll({ retryMs });
      failures = succeeded ? 0 : failures + 1;
      const wanted = succeeded ? this.#interval() : retryMs;
      const spent = succeeded ? performance.now() - startedAt : 0;
      await pause(Math.max(0, wanted - spent), signal);
    }
  }

  #interval(): number {
    return this.#intervalMs * (1 - JITTER + 2 * JITTER * this.#random());
  }
}
