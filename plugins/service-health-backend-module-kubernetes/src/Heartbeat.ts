/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Clock, pause } from '@openpolicy/plugin-service-health-node/upstream';

/**
 * What a {@link Heartbeat} needs.
 *
 * @internal
 */
export interface HeartbeatOptions {
  /** Asks upstream for a sign of life; rejects without one. Has a deadline of its own. */
  probe(signal: AbortSignal): Promise<void>;
  /** Called after each success; `recovered` is true on the first one after a failure. */
  onAlive(event: { recovered: boolean }): void;
  /** Called after so many failures in a row, and again after as many more. */
  onDead(): void;
  /** Milliseconds from one probe to the next. */
  intervalMs: number;
  failuresUntilDead: number;
  clock: Clock;
}

/**
 * One small request per cluster and period, whatever the number of users and watches: watches are silent for up to a minute while all
 * is well, which is too long for a page to call its data live on trust.
 *
 * @internal
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Runs until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, failuresUntilDead, intervalMs, onAlive, onDead, probe } =
      this.#options;
    let failures = 0;
    await pause(intervalMs, signal, clock);
    while (!signal.aborted) {
      try {
        await probe(signal);
        if (!signal.aborted) {
          onAlive({ recovered: failures > 0 });
        }
        failures = 0;
      } catch {
        // Why it failed is told by the watches, which are made to try again.
        failures += 1;
        if (failures % failuresUntilDead === 0 && !signal.aborted) {
          onDead();
        }
      }
      await pause(intervalMs, signal, clock);
    }
  }
}
