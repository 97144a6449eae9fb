/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import {
  isRecord,
  pause,
} from '@openpolicy/plugin-service-health-node/upstream';
import { KubernetesFault, faultOfStatus, readStatusFacts } from '../errors';
import { Backoff } from './Backoff';
import { FaultLog } from './FaultLog';
import { RawObject, WatchEvent } from './ListerWatcher';
import { Pager } from './Pager';
import { ReflectorOptions } from './ReflectorOptions';
import { isSlow, isUnreached, needsRelist } from './faultPolicy';

/**
 * Keeps one scope of a sink equal to one collection of an API server: lists it, watches it from there, and lists afresh when the watch
 * cannot be resumed. After client-go's Reflector (k8s.io/client-go, tools/cache/reflector.go).
 *
 * 1. The watch ends cleanly (the server ends each after its timeout) or breaks after it worked: watch again from the last position.
 * 2. The position has expired (410), or an event cannot be read: list again, after a little jitter.
 * 3. A request fails: tell the sink, wait with back-off, try again from the last position. Nothing that was read is dropped.
 * 4. Nothing is heard for 90 s: tell the sink and reconnect; from the second time in a row on, list again too. A kind that comes
 *    without bookmarks may well be silent: reconnect, and let the server's acceptance be the sign of life.
 *
 * @internal
 */
export class Reflector {
  readonly #options: ReflectorOptions;
  readonly #backoff: Backoff;
  readonly #pager: Pager;
  readonly #log: FaultLog;
  #position: string | undefined;
  #connection: AbortController | undefined;
  #resting: AbortController | undefined;
  #unreached = false;
  #watching = false;
  #absent = false;
  #expiries = 0;
  #silences = 0;

  constructor(options: ReflectorOptions) {
    this.#options = options;
    this.#pager = new Pager(options.listerWatcher);
    this.#log = new FaultLog(options.logger, options.scope);
    this.#backoff = new Backoff({
      baseMs: options.timing.backoffBaseMs,
      capMs: options.timing.backoffCapMs,
      random: options.random,
    });
  }

  get scope(): string {
    return this.#options.scope;
  }

  /** True while a sign of life of the API server vouches for the scope: its watch is open, or the kind is not served at all. */
  get isCurrent(): boolean {
    return this.#watching || this.#absent;
  }

  /** Drops the connection of the watch, if any, and watches again from the last position. */
  reconnect(): void {
    this.#connection?.abort();
  }

  /**
   * Tries again at once if the last attempt did not reach the API server: it has just been heard of. Failures of other kinds keep their
   * back-off, because being alive does not cure them.
   */
  retryIfUnreached(): void {
    if (this.#unreached) {
      this.#resting?.abort();
    }
  }

  /** Runs until the signal aborts; then resolves without having touched the sink again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let delayMs: number;
      try {
        if (this.#position === undefined) {
          await this.#list(signal);
        }
        delayMs = await this.#watch(signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        delayMs = this.#recover(this.#toFault(error));
      }
      await this.#rest(delayMs, signal);
    }
  }

  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    const rest = new AbortController();
    this.#resting = rest;
    const either = AbortSignal.any([signal, rest.signal]);
    await pause(ms, either, this.#options.clock);
    this.#resting = undefined;
    this.#unreached = false;
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { retention, scope, sink } = this.#options;
    const observations: Observation[] = [];
    const position = await this.#pager.readAll({
      visit: object => {
        const observation = this.#project(object);
        if (observation) {
          observations.push(observation);
        }
      },
      signal,
    });
    if (!signal.aborted) {
      this.#position = position;
      this.#absent = false;
      sink.replace(scope, retention.replace(observations));
    }
  }

  /** @returns milliseconds to wait before the next watch */
  async #watch(signal: AbortSignal): Promise<number> {
    const { clock, listerWatcher, random, scope, sink, timing } = this.#options;
    const connection = new AbortController();
    const abort = () => connection.abort();
    signal.addEventListener('abort', abort, { once: true });
    this.#connection = connection;
    const startedAt = clock.now();
    let heard = false;
    let silent = false;
    const worked = () =>
      this.#watching &&
      (heard || clock.now() - startedAt >= timing.shortWatchMs);
    let disarm = () => {};
    const arm = () => {
      disarm();
      disarm = clock.after(timing.silenceMs, () => {
        silent = true;
        connection.abort();
      });
    };

    try {
      const events = await listerWatcher.watch({
        resourceVersion: this.#position ?? '',
        // Spread over minutes, so that the watches of a restarted API server do not all end together.
        timeoutSeconds: Math.round(300 + random() * 300),
        signal: connection.signal,
      });
      if (connection.signal.aborted) {
        return 0;
      }
      this.#watching = true;
      // The server took our position: what we hold is what it has, up to events that are on their way.
      sink.bookmark(scope);
      arm();
      for await (const event of events) {
        if (connection.signal.aborted) {
          break;
        }
        arm();
        this.#apply(event);
        heard = true;
        this.#recovered();
      }
      if (connection.signal.aborted) {
        return this.#afterAbort(silent && !signal.aborted);
      }
      if (!worked()) {
        throw new KubernetesFault('unreachable', 'it closed the watch at once');
      }
      this.#recovered();
      return this.#jitterMs();
    } catch (error) {
      if (connection.signal.aborted) {
        return this.#afterAbort(silent && !signal.aborted);
      }
      const fault = this.#toFault(error);
      // A connection that broke is no failure yet: it may be back by the next attempt, and if not, that one reports.
      if (fault.code === 'unreachable' && worked()) {
        return this.#jitterMs();
      }
      throw fault;
    } finally {
      disarm();
      this.#watching = false;
      this.#connection = undefined;
      signal.removeEventListener('abort', abort);
      connection.abort();
    }
  }

  #apply(event: WatchEvent): void {
    const { keyOf, retention, scope, sink } = this.#options;
    if (event.type === 'ERROR') {
      throw faultOfStatus(readStatusFacts(event.object, 500));
    }
    if (event.type === 'BOOKMARK') {
      sink.bookmark(scope);
    } else {
      const observation =
        event.type === 'DELETED' ? undefined : this.#project(event.object);
      const change = observation
        ? retention.upsert(observation)
        : retention.remove(keyOf(event.object));
      for (const key of change.removed) {
        sink.remove(scope, key);
      }
      if (change.upserted) {
        sink.upsert(scope, change.upserted);
      }
      if (!change.upserted && change.removed.length === 0) {
        sink.bookmark(scope);
      }
    }
    const { metadata } = event.object;
    if (isRecord(metadata) && typeof metadata.resourceVersion === 'string') {
      this.#position = metadata.resourceVersion;
    }
  }

  /** One object that no rule can read must not take its neighbours down. */
  #project(object: RawObject): Observation | undefined {
    const { keyOf, project } = this.#options;
    try {
      return project(object);
    } catch (error) {
      this.#log.dropped(keyOf(object), error);
      return undefined;
    }
  }

  /** The client throws faults only, so anything else is a mistake of ours: told as such, and survived by a fresh list. */
  #toFault(error: unknown): KubernetesFault {
    if (error instanceof KubernetesFault) {
      return error;
    }
    this.#log.unexpected(error);
    return new KubernetesFault(
      'malformed',
      "of an internal error, which stands in the backend's log",
    );
  }

  /** @returns milliseconds to wait before the next attempt */
  #recover(fault: KubernetesFault): number {
    const { clock, optional, random, scope, sink, timing } = this.#options;
    if (needsRelist(fault)) {
      this.#position = undefined;
    }
    if (fault.code === 'notFound' && optional) {
      this.#position = undefined;
      this.#absent = true;
      sink.replace(scope, this.#options.retention.replace([]));
      return timing.absentRetryMs;
    }
    if (fault.code === 'expired') {
      this.#expiries += 1;
      // The first expiry is part of the protocol, not a failure.
      if (this.#expiries === 1) {
        return this.#jitterMs();
      }
    }
    if (fault.code === 'tooLarge') {
      this.#pager.shrink();
    }
    const delayMs = isSlow(fault)
      ? Math.round(timing.slowRetryMs * (1 + random()))
      : Math.max(this.#backoff.next(), fault.retryAfterMs ?? 0);
    this.#absent = false;
    this.#unreached = isUnreached(fault);
    this.#log.failed(fault, delayMs);
    sink.fail(scope, {
      ...this.#options.describeFault(fault),
      retryAt: new Date(clock.now() + delayMs),
    });
    return delayMs;
  }

  /** We closed the watch ourselves: because it was silent, because the heartbeat said so, or because all ends. */
  #afterAbort(silent: boolean): number {
    if (silent && this.#options.bookmarks) {
      this.#reportSilence();
    }
    return this.#jitterMs();
  }

  #jitterMs(): number {
    const { random, timing } = this.#options;
    return Math.round(random() * timing.jitterMs);
  }

  #reportSilence(): void {
    const { describeFault, scope, sink, timing } = this.#options;
    this.#silences += 1;
    if (this.#silences > 1) {
      this.#position = undefined;
    }
    const fault = new KubernetesFault(
      'timeout',
      `its watch was silent for ${Math.round(timing.silenceMs / 1_000)} s`,
    );
    this.#log.failed(fault, 0);
    sink.fail(scope, describeFault(fault));
  }

  #recovered(): void {
    this.#log.worked();
    this.#expiries = 0;
    this.#silences = 0;
    this.#backoff.reset();
  }
}
