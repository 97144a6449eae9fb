/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { sleep } from './sleep';

/** Between two rounds; a fallback, so it is slower than the stream but quick enough for a person who waits. */
const INTERVAL_MS = 15_000;

/**
 * Repeats a round of conditional GETs until it is stopped. Starting a running poller and stopping a stopped one do nothing.
 *
 * @internal
 */
export class Poller {
  #controller: AbortController | undefined;
  readonly #round: (signal: AbortSignal) => Promise<void>;

  /** @param round - must not reject; what it learns it reports itself. */
  constructor(round: (signal: AbortSignal) => Promise<void>) {
    this.#round = round;
  }

  start(): void {
    if (!this.#controller) {
      const controller = new AbortController();
      this.#controller = controller;
      this.#run(controller.signal);
    }
  }

  stop(): void {
    this.#controller?.abort();
    this.#controller = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#round(signal);
      await sleep(INTERVAL_MS, signal);
    }
  }
}

/**
 * When the round after the one that just ended is due, in ms from now.
 *
 * @internal
 */
export const POLL_INTERVAL_MS = INTERVAL_MS;
