/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  FleetSnapshot,
  ServiceSnapshot,
  SyncAttempt,
} from '@openpolicy/plugin-service-health-common';

/**
 * How the tab hears of one subject (a service or the fleet).
 *
 * `connecting`: nothing has arrived yet. `live`: the stream delivers. `polling`: the stream cannot be opened, conditional
 * GETs replace it. `retrying`: nothing arrives, the next attempt is due at `retryAt`. `paused`: the tab is hidden. `ended`: the
 * server closed the stream for good. `denied`: unknown to the server or not visible to this user. `signedOut`: the session ended.
 *
 * @public
 */
export type FeedConnection =
  | 'connecting'
  | 'live'
  | 'polling'
  | 'retrying'
  | 'paused'
  | 'ended'
  | 'denied'
  | 'signedOut';

/**
 * The last good data of a subject together with the state of its connection. An unchanged part of `data` keeps its identity.
 *
 * @public
 */
export interface FeedState<T> {
  data?: T;
  connection: FeedConnection;
  /** Milliseconds since the epoch by the server's clock: when the server last confirmed `data`. */
  heardAt?: number;
  /** Milliseconds since the epoch by the server's clock: when the next attempt is due. */
  retryAt?: number;
  /** Why the last attempt failed, in one sentence fit for the page. */
  problem?: string;
}

/**
 * Something on the feed that can be read and watched.
 *
 * @public
 */
export interface Watchable<T> {
  /** The state now; the same object until something changes. */
  current(): FeedState<T>;
  /** Calls back after each change. The first listener starts the feed, the last to leave stops it. Returns the unsubscribe. */
  subscribe(listener: () => void): () => void;
  /** Tries again at once, also after `denied` and `ended`. */
  retry(): void;
}

/**
 * A request to sync one application of one service.
 *
 * @public
 */
export interface SyncRequest {
  entityRef: string;
  /** `ApplicationSummary.id`; opaque. */
  applicationId: string;
  /** The same key never makes a second operation, so that a lost answer can be asked for again. */
  idempotencyKey: string;
  /** Whether resources that Git no longer has are deleted. */
  prune: boolean;
}

/**
 * What the pages know of the service-health backend.
 *
 * @public
 */
export interface ServiceHealthApi {
  /** The live view of one service, by entity reference. */
  service(entityRef: string): Watchable<ServiceSnapshot>;
  /** The live view of all services that the user may see. */
  fleet(): Watchable<FleetSnapshot>;
  /** Milliseconds since the epoch by the server's clock, as far as it is known. */
  now(): number;
  /**
   * Asks for a sync.
   *
   * @throws `ResponseError` if the server refuses; `TypeError` if the answer was lost, then the same request may be sent again.
   */
  requestSync(request: SyncRequest): Promise<SyncAttempt>;
  /** The last attempts on the service, newest first. */
  listSyncs(entityRef: string): Promise<SyncAttempt[]>;
}

/**
 * Reference of the {@link ServiceHealthApi}.
 *
 * @public
 */
export const serviceHealthApiRef = createApiRef<ServiceHealthApi>().with({
  id: 'plugin.service-health.service',
  pluginId: 'service-health',
});
