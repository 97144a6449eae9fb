/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { SyncAttempt } from '@openpolicy/plugin-service-health-common';
import { Clock } from '../clock';
import { ObservationStore } from '../store/ObservationStore';
import { judgeAttempt } from './judgeAttempt';
import { SyncLedger } from './SyncLedger';

/** How often open rows are read, for attempts of other replicas and of a backend that ended. */
const RELOAD_MS = 5_000;
/** Open attempts looked after at a time. */
const MAX_OPEN = 500;

/**
 * Completes the ledger from what Argo CD shows: the operation that carries an attempt's request id tells how the attempt ended, whichever
 * replica sent it, and whether or not its answer was lost. It never sends anything.
 *
 * @internal
 */
export class SyncReconciler {
  readonly #ledger: SyncLedger;
  readonly #store: ObservationStore;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #open = new Map<string, SyncAttempt>();
  #failing = false;

  private constructor(options: SyncReconcilerOptions) {
    this.#ledger = options.ledger;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  static create(options: SyncReconcilerOptions): SyncReconciler {
    return new SyncReconciler(options);
  }

  /** Works until the signal aborts. */
  start(signal: AbortSignal): void {
    const stop = this.#store.onChange(({ changed }) => {
      if (this.#open.size === 0) {
        return;
      }
      for (const observation of changed) {
        if (observation.kind === 'application') {
          const id = observation.data.operation?.requestId;
          const attempt = id ? this.#open.get(id) : undefined;
          if (attempt) {
            void this.#judge(attempt);
          }
        }
      }
    });
    let timer: ReturnType<typeof setTimeout>;
    const loop = async () => {
      await this.reload();
      if (!signal.aborted) {
        timer = setTimeout(loop, RELOAD_MS);
      }
    };
    void loop();
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        stop();
      },
      { once: true },
    );
  }

  /** Looks after an attempt at once, without waiting for the next reload. */
  track(attempt: SyncAttempt): void {
    this.#open.set(attempt.id, attempt);
    void this.#judge(attempt);
  }

  /** Reads the open attempts afresh and judges each. Does not throw. */
  async reload(): Promise<void> {
    let attempts: SyncAttempt[];
    try {
      attempts = await this.#ledger.listOpen(MAX_OPEN);
    } catch (error) {
      this.#warn(error);
      return;
    }
    this.#failing = false;
    this.#open.clear();
    for (const attempt of attempts) {
      this.#open.set(attempt.id, attempt);
    }
    for (const attempt of attempts) {
      await this.#judge(attempt);
    }
  }

  async #judge(attempt: SyncAttempt): Promise<void> {
    const settlement = judgeAttempt(
      attempt,
      this.#store.findApplication(attempt.applicationId),
      this.#clock.now(),
    );
    if (!settlement) {
      return;
    }
    if (settlement.finishedAt) {
      this.#open.delete(attempt.id);
    } else {
      this.#open.set(attempt.id, { ...attempt, ...settlement });
    }
    try {
      await this.#ledger.settle(attempt.id, settlement);
    } catch (error) {
      this.#open.set(attempt.id, attempt);
      this.#warn(error);
    }
  }

  #warn(error: unknown): void {
    if (!this.#failing) {
      this.#logger.warn(
        'Failed to complete the sync ledger; it is tried again until it works',
        error as Error,
      );
    }
    this.#failing = true;
  }
}

/**
 * Options of {@link SyncReconciler}.
 *
 * @internal
 */
export interface SyncReconcilerOptions {
  ledger: SyncLedger;
  store: ObservationStore;
  clock: Clock;
  logger: LoggerService;
}
