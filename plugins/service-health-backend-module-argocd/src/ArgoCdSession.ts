/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { ApplicationObservation } from '@openpolicy/plugin-service-health-common';
import { ObservationSink } from '@openpolicy/plugin-service-health-node';
import {
  UpstreamFault,
  pause,
} from '@openpolicy/plugin-service-health-node/upstream';
import { ApplicationTable } from './ApplicationTable';
import { ApplicationReader } from './ArgoCdClient';
import { toSourceFailure } from './errors';
import { projectApplication } from './project/application';

/**
 * The scope that applications are written to.
 *
 * @internal
 */
export const APPLICATIONS_SCOPE = 'applications';

/** How often the sign of life is asked for; with its deadline of 5 s a loss shows within 10 s. */
const PROBE_MS = 5_000;
/** The stream loses events when a client is slow (argo-cd#4000) and none is repeated: the list finds what is missing. */
const RELIST_MS = 120_000;
/** A list after an unreadable event; such events may repeat. */
const EARLY_RELIST_MS = 15_000;
/** How long the first list waits for the stream, whose header comes with the first application that it replays. */
const OPENING_MS = 1_000;
/** After this long a stream that has applications to replay must have begun; without applications its header never comes. */
const OPENED_MS = 30_000;
/** Argo CD sends a keep-alive every 15 s along server-sent events. */
const STREAM_SILENCE_MS = 40_000;

/**
 * What a session reads from, and for whom.
 *
 * @internal
 */
export interface ArgoCdSessionOptions {
  instance: string;
  reader: ApplicationReader;
  /** Configuration key of the reader's credential, for messages. */
  credentialKey: string;
  frontendUrl?: string;
  logger: LoggerService;
}

/**
 * Whom a session tells.
 *
 * @internal
 */
export interface ArgoCdSessionHooks {
  sink: ObservationSink;
  random: () => number;
  onVersion(version: string | undefined): void;
  onList(
    applications: readonly ApplicationObservation[],
    signal: AbortSignal,
  ): void;
}

/**
 * One connection to an Argo CD, from its first request until something ends it.
 *
 * Three loops share it: the stream, the list, and the sign of life. Whichever ends first ends all.
 *
 * @internal
 */
export class ArgoCdSession {
  /** True once a list was written: the connection has worked. */
  ready = false;

  readonly #options: ArgoCdSessionOptions;
  readonly #hooks: ArgoCdSessionHooks;
  readonly #table: ApplicationTable;
  readonly #abort = new AbortController();
  readonly #startedAt = performance.now();
  #lastFrameAt = 0;
  #hasKeepAlive = false;
  #opened = false;
  #onOpened: () => void = () => {};
  #listedAt = 0;
  #listDueAt = 0;
  #onListDue: () => void = () => {};

  constructor(options: ArgoCdSessionOptions, hooks: ArgoCdSessionHooks) {
    this.#options = options;
    this.#hooks = hooks;
    this.#table = new ApplicationTable(object =>
      projectApplication(object, options),
    );
  }

  /** Resolves with what ended it, after the last write. */
  async run(signal: AbortSignal): Promise<unknown> {
    const stop = () => this.#abort.abort();
    signal.addEventListener('abort', stop, { once: true });
    let loops: Promise<void>[] = [];
    try {
      // Alone and first: after a failure this is the only request that a sick server gets.
      const version = await this.#options.reader.getVersion(this.#signal);
      this.#hooks.onVersion(version);
      loops = [this.#follow(), this.#list(), this.#probe()];
      await Promise.race(loops);
      return new UpstreamFault('connection', 'it closed the stream');
    } catch (error) {
      return error;
    } finally {
      stop();
      signal.removeEventListener('abort', stop);
      await Promise.allSettled(loops);
    }
  }

  get #signal(): AbortSignal {
    return this.#abort.signal;
  }

  async #follow(): Promise<void> {
    const frames = this.#options.reader.streamApplications(this.#signal);
    for await (const frame of frames) {
      if (this.#signal.aborted) {
        return;
      }
      this.#lastFrameAt = performance.now();
      switch (frame.type) {
        case 'opened':
          this.#opened = true;
          this.#onOpened();
          break;
        case 'alive':
          this.#hasKeepAlive = true;
          break;
        case 'skipped':
          this.#options.logger.warn(
            `Skipped an event of Argo CD '${this.#options.instance}': ${
              frame.reason
            }`,
          );
          this.#requestList(EARLY_RELIST_MS);
          break;
        default:
          this.#apply(frame);
      }
    }
  }

  #apply(frame: Parameters<ApplicationTable['apply']>[0]): void {
    const observation = this.#table.apply(frame);
    // Before the first list the sink must not be told: a part would look like the whole.
    if (!observation || !this.ready) {
      return;
    }
    if (frame.type === 'deleted') {
      this.#hooks.sink.remove(APPLICATIONS_SCOPE, observation.key);
    } else {
      this.#hooks.sink.upsert(APPLICATIONS_SCOPE, observation);
    }
  }

  async #list(): Promise<void> {
    // The stream first, then the list: what happens in between comes by the stream.
    if (!this.#opened) {
      await this.#wait(OPENING_MS, wake => {
        this.#onOpened = wake;
      });
    }
    while (!this.#signal.aborted) {
      this.#table.beginList();
      const items = await this.#options.reader.listApplications(this.#signal);
      if (this.#signal.aborted) {
        return;
      }
      const observations = this.#table.endList(items);
      this.ready = true;
      this.#hooks.sink.replace(APPLICATIONS_SCOPE, observations);
      this.#hooks.onList(observations, this.#signal);

      this.#listedAt = performance.now();
      this.#listDueAt =
        this.#listedAt + RELIST_MS * (0.9 + 0.2 * this.#hooks.random());
      while (!this.#signal.aborted && performance.now() < this.#listDueAt) {
        await this.#wait(this.#listDueAt - performance.now(), wake => {
          this.#onListDue = wake;
        });
      }
    }
  }

  /** Lists sooner than planned, once the last list is so old. */
  #requestList(minAgeMs: number): void {
    this.#listDueAt = Math.min(this.#listDueAt, this.#listedAt + minAgeMs);
    this.#onListDue();
  }

  async #probe(): Promise<void> {
    let missed = 0;
    for (;;) {
      await pause(PROBE_MS, this.#signal);
      if (this.#signal.aborted) {
        return;
      }
      this.#checkStream();
      try {
        const version = await this.#options.reader.getVersion(this.#signal);
        this.#hooks.onVersion(version);
        if (missed > 0) {
          // Events may have been lost meanwhile: only a list can confirm that nothing has changed.
          missed = 0;
          this.#requestList(0);
          continue;
        }
      } catch (error) {
        missed += 1;
        if (this.#signal.aborted || missed > 1) {
          throw error;
        }
        // Told at the first miss, given up at the second.
        this.#hooks.sink.fail(APPLICATIONS_SCOPE, {
          ...toSourceFailure(error, this.#options),
          retryAt: new Date(Date.now() + PROBE_MS),
        });
        continue;
      }
      if (this.ready && !this.#signal.aborted) {
        this.#hooks.sink.bookmark(APPLICATIONS_SCOPE);
      }
    }
  }

  #checkStream(): void {
    const now = performance.now();
    if (this.#hasKeepAlive && now - this.#lastFrameAt > STREAM_SILENCE_MS) {
      throw new UpstreamFault('timeout', 'its stream fell silent');
    }
    const isOverdue = now - this.#startedAt > OPENED_MS;
    if (!this.#opened && isOverdue && this.#table.size > 0) {
      throw new UpstreamFault('timeout', 'its stream did not open');
    }
  }

  /** Waits for a time, or until woken. */
  async #wait(
    milliseconds: number,
    arm: (wake: () => void) => void,
  ): Promise<void> {
    const woken = new AbortController();
    arm(() => woken.abort());
    await pause(milliseconds, AbortSignal.any([this.#signal, woken.signal]));
    arm(() => {});
  }
}
