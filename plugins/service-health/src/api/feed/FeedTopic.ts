/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FeedState, Watchable } from '../ServiceHealthApi';

/** Shortest time between two notifications, so that a burst of changes draws once. */
const BATCH_MS = 250;

/**
 * One subject of the feed: its state, and who watches it.
 *
 * @internal
 */
export class FeedTopic<T> implements Watchable<T> {
  #state: FeedState<T> = { connection: 'connecting' };
  readonly #listeners = new Set<() => void>();
  readonly #onChangeOfInterest: () => void;
  #flushedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChangeOfInterest: () => void) {
    this.#onChangeOfInterest = onChangeOfInterest;
  }

  /** When the newest listener arrived; decides which service the stream follows. */
  subscribedAt = 0;

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** True after an answer that only a person may ask again about. */
  get isClosed(): boolean {
    return ['denied', 'signedOut', 'ended'].includes(this.#state.connection);
  }

  current(): FeedState<T> {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    // Wrapped, so that the same function may subscribe twice.
    const entry = () => listener();
    if (!this.hasListeners && this.isClosed) {
      this.reopen();
    }
    this.#listeners.add(entry);
    this.subscribedAt = Date.now();
    this.#onChangeOfInterest();
    return () => {
      if (this.#listeners.delete(entry)) {
        this.#onChangeOfInterest();
      }
    };
  }

  retry(): void {
    this.reopen();
    this.#onChangeOfInterest();
  }

  /** Forgets a final answer; data stays. */
  reopen(): void {
    this.update({
      connection: 'connecting',
      problem: undefined,
      retryAt: undefined,
    });
  }

  /** Changes the state and tells the listeners, at once or with the next batch. */
  update(patch: Partial<FeedState<T>>): void {
    const next = { ...this.#state, ...patch };
    const changed = (Object.keys(next) as (keyof FeedState<T>)[]).some(
      key => !Object.is(next[key], this.#state[key]),
    );
    if (!changed) {
      return;
    }
    this.#state = next;
    const wait = this.#flushedAt + BATCH_MS - Date.now();
    if (wait <= 0) {
      this.#flush();
    } else if (this.#timer === undefined) {
      this.#timer = setTimeout(() => this.#flush(), wait);
    }
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushedAt = Date.now();
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}
