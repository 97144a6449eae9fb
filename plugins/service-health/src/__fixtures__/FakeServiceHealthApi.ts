/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  FleetSnapshot,
  ServiceSnapshot,
  SyncAttempt,
} from '@openpolicy/plugin-service-health-common';
import {
  FeedState,
  ServiceHealthApi,
  SyncRequest,
  Watchable,
} from '../api/ServiceHealthApi';
import { NOW } from './builders';

/** A subject whose state the test sets. */
export class FakeWatchable<T> implements Watchable<T> {
  retries = 0;
  #state: FeedState<T>;
  readonly #listeners = new Set<() => void>();

  constructor(state: FeedState<T>) {
    this.#state = state;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  current(): FeedState<T> {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  retry(): void {
    this.retries += 1;
  }

  set(state: FeedState<T>): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

/** The backend as the test wants it; the clock stands at {@link NOW} unless it is moved. */
export class FakeServiceHealthApi implements ServiceHealthApi {
  readonly syncRequests: SyncRequest[] = [];
  syncs: SyncAttempt[] = [];
  time = NOW.getTime();
  readonly theService: FakeWatchable<ServiceSnapshot>;
  readonly theFleet: FakeWatchable<FleetSnapshot>;
  /** Answers a sync request. */
  answer: (request: SyncRequest) => Promise<SyncAttempt> = async () => {
    throw new Error('The test expects no sync');
  };

  constructor(
    options: {
      service?: Partial<FeedState<ServiceSnapshot>>;
      fleet?: Partial<FeedState<FleetSnapshot>>;
    } = {},
  ) {
    this.theService = new FakeWatchable(live(options.service));
    this.theFleet = new FakeWatchable(live(options.fleet));
  }

  service(): Watchable<ServiceSnapshot> {
    return this.theService;
  }

  fleet(): Watchable<FleetSnapshot> {
    return this.theFleet;
  }

  now(): number {
    return this.time;
  }

  requestSync(request: SyncRequest): Promise<SyncAttempt> {
    this.syncRequests.push(request);
    return this.answer(request);
  }

  async listSyncs(): Promise<SyncAttempt[]> {
    return this.syncs;
  }
}

/** A state that is live as far as the patch does not say otherwise. */
export function live<T>(patch: Partial<FeedState<T>> = {}): FeedState<T> {
  return {
    connection: patch.data ? 'live' : 'connecting',
    heardAt: patch.data ? NOW.getTime() - 1_000 : undefined,
    ...patch,
  };
}
