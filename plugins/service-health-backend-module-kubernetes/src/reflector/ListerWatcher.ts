/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * An object of the API server: parsed JSON of which nothing is known yet.
 *
 * @internal
 */
export type RawObject = Record<string, unknown>;

/**
 * One page of a list.
 *
 * @internal
 */
export interface ListPage {
  items: RawObject[];
  /** The position of the whole list, the same on each of its pages. Opaque. */
  resourceVersion: string;
  /** Where the next page begins; absent on the last. */
  continue?: string;
}

/**
 * One event of a watch. `ERROR` carries a Status, the others an object, which for `BOOKMARK` has a resourceVersion only.
 *
 * @internal
 */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: RawObject;
}

/**
 * Lists and watches one collection. Both throw a KubernetesFault.
 *
 * @internal
 */
export interface ListerWatcher {
  list(options: {
    limit: number;
    continue?: string;
    signal: AbortSignal;
  }): Promise<ListPage>;

  /**
   * Resolves once upstream has accepted the watch. The iteration returns when upstream closes it, throws when it breaks or the
   * signal aborts.
   */
  watch(options: {
    resourceVersion: string;
    timeoutSeconds: number;
    signal: AbortSignal;
  }): Promise<AsyncIterable<WatchEvent>>;
}
