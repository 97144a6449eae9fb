/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Observation,
  SourceName,
} from '@openpolicy/plugin-service-health-common';
import { ObservationSink, SourceFailure } from '../ObservationSink';
import { ServiceHealthSource } from '../ServiceHealthSource';

/**
 * Options of {@link FakeSource}.
 *
 * @public
 */
export interface FakeSourceOptions {
  source: SourceName;
  instance: string;
  /** Default: one scope, `objects`. */
  scopes?: string[];
  /** Default: none. */
  supplementaryScopes?: string[];
  /** Default: 60 000. */
  staleAfterMs?: number;
}

/**
 * A source whose upstream is the test. It can change objects without telling the sink, as a watch that loses events does;
 * {@link FakeSource.relist} then brings the sink up to date.
 *
 * @public
 */
export class FakeSource implements ServiceHealthSource {
  readonly source: SourceName;
  readonly instance: string;
  readonly scopes: string[];
  readonly supplementaryScopes?: string[];
  readonly staleAfterMs: number;
  readonly #objects = new Map<string, Map<string, Observation>>();
  #sink?: ObservationSink;
  #started?: () => void;
  readonly #running: Promise<void>;

  constructor(options: FakeSourceOptions) {
    this.source = options.source;
    this.instance = options.instance;
    this.scopes = options.scopes ?? ['objects'];
    this.supplementaryScopes = options.supplementaryScopes;
    this.staleAfterMs = options.staleAfterMs ?? 60_000;
    this.#running = new Promise(resolve => {
      this.#started = resolve;
    });
  }

  async run(options: {
    sink: ObservationSink;
    signal: AbortSignal;
  }): Promise<void> {
    this.#sink = options.sink;
    this.#started?.();
    await new Promise<void>(resolve => {
      if (options.signal.aborted) {
        resolve();
        return;
      }
      options.signal.addEventListener('abort', () => resolve(), {
        once: true,
      });
    });
    this.#sink = undefined;
  }

  /** Resolves when the source was started. */
  async started(): Promise<void> {
    await this.#running;
  }

  /** True from `run` until its signal aborts. */
  get running(): boolean {
    return this.#sink !== undefined;
  }

  /** Upstream's objects change, and the sink is told. */
  put(observation: Observation, scope: string = this.scopes[0]): void {
    this.putSilently(observation, scope);
    this.#sink?.upsert(scope, observation);
  }

  /** Upstream's objects change, and the event is lost. */
  putSilently(observation: Observation, scope: string = this.scopes[0]): void {
    this.#scope(scope).set(observation.key, observation);
  }

  /** An object goes, and the sink is told. */
  delete(key: string, scope: string = this.scopes[0]): void {
    this.deleteSilently(key, scope);
    this.#sink?.remove(scope, key);
  }

  /** An object goes, and the event is lost. */
  deleteSilently(key: string, scope: string = this.scopes[0]): void {
    this.#scope(scope).delete(key);
  }

  /** Lists a scope, or all of them, afresh. */
  relist(scope?: string): void {
    for (const name of scope ? [scope] : this.scopes) {
      this.#sink?.replace(name, [...this.#scope(name).values()]);
    }
  }

  /** A sign of life of every scope. */
  bookmark(): void {
    for (const scope of this.scopes) {
      this.#sink?.bookmark(scope);
    }
  }

  /** A scope, or every one of them, fails. */
  fail(failure: SourceFailure, scope?: string): void {
    for (const name of scope ? [scope] : this.scopes) {
      this.#sink?.fail(name, failure);
    }
  }

  #scope(scope: string): Map<string, Observation> {
    const existing = this.#objects.get(scope);
    if (existing) {
      return existing;
    }
    const created = new Map<string, Observation>();
    this.#objects.set(scope, created);
    return created;
  }
}
