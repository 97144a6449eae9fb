/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServerResponse } from 'node:http';
import { Clock } from '../clock';
import {
  ServiceHealthChange,
  ServiceHealthService,
} from '../snapshots/ServiceHealthService';
import { END_REASONS } from './endReasons';
import { EventStreamWriter } from './EventStreamWriter';
import { StreamConnection, StreamSubscription } from './StreamConnection';

/** At most two batches a second go to each reader. The first change after a quiet time goes at once. */
const BATCH_MS = 500;
const HEARTBEAT_MS = 5_000;

/**
 * Options of {@link StreamHub}.
 *
 * @internal
 */
export interface StreamHubOptions {
  service: ServiceHealthService;
  clock: Clock;
  random?: () => number;
}

/**
 * Holds the open streams and tells each what has changed.
 *
 * @internal
 */
export class StreamHub {
  readonly #options: StreamHubOptions;
  readonly #connections = new Set<StreamConnection>();
  readonly #random: () => number;
  #pending?: {
    changed: Set<string>;
    removed: Set<string>;
    sources: boolean;
  };
  #batchTimer?: ReturnType<typeof setTimeout>;
  #closed = false;

  private constructor(options: StreamHubOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  static create(options: StreamHubOptions): StreamHub {
    return new StreamHub(options);
  }

  /** Serves the streams until the signal aborts, and then ends them. */
  start(signal: AbortSignal): void {
    const stop = this.#options.service.onChange(change => {
      this.#collect(change);
      if (!this.#batchTimer) {
        this.#deliver();
      }
    });
    const heart = setInterval(() => this.#beat(), HEARTBEAT_MS);
    signal.addEventListener(
      'abort',
      () => {
        stop();
        clearInterval(heart);
        clearTimeout(this.#batchTimer);
        this.#closed = true;
        for (const connection of this.#connections) {
          connection.end({
            reason: END_REASONS.shuttingDown,
            retryAfterMs: 1_000 + this.#random() * 9_000,
          });
        }
        this.#connections.clear();
      },
      { once: true },
    );
  }

  /**
   * Opens a stream on a response. The caller has made sure that the reader may see what it asks for; from then on the stream does.
   */
  async open(
    subscription: StreamSubscription,
    response: ServerResponse,
  ): Promise<void> {
    const { clock, service } = this.#options;
    const writer = new EventStreamWriter(response);
    const connection = StreamConnection.create({
      subscription,
      service,
      writer,
      clock,
      random: this.#random,
    });
    if (this.#closed) {
      writer.open();
      connection.end({ reason: END_REASONS.shuttingDown, retryAfterMs: 5_000 });
      return;
    }
    this.#connections.add(connection);
    writer.onClose(() => this.#connections.delete(connection));
    await connection.open();
  }

  /** How many streams are open. */
  get size(): number {
    return this.#connections.size;
  }

  #collect(change: ServiceHealthChange): void {
    this.#pending ??= {
      changed: new Set(),
      removed: new Set(),
      sources: false,
    };
    const { changed, removed } = this.#pending;
    for (const entityRef of change.changed) {
      changed.add(entityRef);
      removed.delete(entityRef);
    }
    for (const entityRef of change.removed) {
      removed.add(entityRef);
      changed.delete(entityRef);
    }
    this.#pending.sources ||= change.sources;
  }

  #deliver(): void {
    const change = this.#pending;
    this.#pending = undefined;
    this.#batchTimer = undefined;
    if (!change) {
      return;
    }
    this.#batchTimer = setTimeout(() => this.#deliver(), BATCH_MS);
    for (const connection of this.#connections) {
      void connection.deliver(change);
    }
  }

  #beat(): void {
    for (const connection of this.#connections) {
      void connection.beat();
      if (connection.ended) {
        this.#connections.delete(connection);
      }
    }
  }
}
