/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FleetRow,
  FleetSnapshot,
  ServiceSnapshot,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';

/**
 * On whose behalf something is read.
 *
 * @internal
 */
export interface ServiceHealthRequestOptions {
  credentials: BackstageCredentials;
}

/**
 * Something changed since the last call of a listener.
 *
 * @internal
 */
export interface ServiceHealthChange {
  changed: ReadonlySet<string>;
  removed: ReadonlySet<string>;
  sources: boolean;
}

/**
 * Reads of live service health. All of them are answered from memory.
 *
 * @internal
 */
export interface ServiceHealthService {
  /**
   * @param entityRef - full reference in lower case
   * @throws NotFoundError if there is no such Component or the caller may not see it; the two cannot be told apart
   */
  getSnapshot(
    entityRef: string,
    options: ServiceHealthRequestOptions,
  ): Promise<ServiceSnapshot>;

  /** The whole fleet as the caller may see it, problems first. */
  getFleet(options: ServiceHealthRequestOptions): Promise<FleetSnapshot>;

  /** Those of the rows that exist and that the caller may see. */
  getFleetRows(
    entityRefs: Iterable<string>,
    options: ServiceHealthRequestOptions,
  ): Promise<FleetRow[]>;

  /** How fresh each configured upstream instance is. */
  getSources(options: ServiceHealthRequestOptions): Promise<SourceFreshness[]>;

  /**
   * Calls the listener after each change. What it learns are references only; it reads what they stand for with its own credentials.
   *
   * @returns the way to stop it
   */
  onChange(listener: (change: ServiceHealthChange) => void): () => void;
}
