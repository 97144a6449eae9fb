/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Exponential back-off with full jitter: the n-th delay is anything between zero and min(cap, base × 2ⁿ), so that clients that failed
 * together do not come back together. With 1 s and 60 s that is a request every 30 s on average to an upstream that stays down.
 *
 * @internal
 */
export class Backoff {
  readonly #baseMs: number;
  readonly #capMs: number;
  readonly #random: () => number;
  #failures = 0;

  constructor(options: {
    baseMs: number;
    capMs: number;
    /** Numbers from 0 up to but without 1. */
    random: () => number;
  }) {
    this.#baseMs = options.baseMs;
    this.#capMs = options.capMs;
    this.#random = options.random;
  }

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    // Past 2³⁰ the cap has long been reached; the bound keeps the power finite.
    const ceiling = Math.min(
      this.#capMs,
      this.#baseMs * 2 ** Math.min(this.#failures, 30),
    );
    this.#failures += 1;
    return Math.round(this.#random() * ceiling);
  }

  /** The next delay is from the first step again. */
  reset(): void {
    this.#failures = 0;
  }
}
