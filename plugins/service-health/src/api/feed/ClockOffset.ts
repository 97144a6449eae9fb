/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const KEPT_SAMPLES = 8;

/**
 * Estimates how far the server's clock is ahead of the reader's. Each sample is short by the time that the message travelled, so the
 * largest of the recent ones is the best; old ones are dropped because laptops sleep and clocks get corrected.
 *
 * @internal
 */
export class ClockOffset {
  #samples: number[] = [];

  /** Takes a server time (ISO 8601) that arrived at local time `receivedAt` (ms since the epoch). */
  sample(serverTime: string, receivedAt: number): void {
    const sent = Date.parse(serverTime);
    if (Number.isNaN(sent)) {
      return;
    }
    this.#samples.push(sent - receivedAt);
    if (this.#samples.length > KEPT_SAMPLES) {
      this.#samples.shift();
    }
  }

  /** Milliseconds to add to the local clock; 0 until something is known. */
  get milliseconds(): number {
    return this.#samples.length > 0 ? Math.max(...this.#samples) : 0;
  }
}
