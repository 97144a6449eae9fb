/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHash } from 'node:crypto';
import {
  compareFleetRows,
  FleetRow,
  FleetSnapshot,
  ServiceSnapshot,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';
import { ServiceUnavailableError } from '@backstage/errors';
import { EntityDirectory } from '../catalog/EntityDirectory';
import { Clock } from '../clock';
import { ServiceRollup } from '../rollup/ServiceRollup';
import { ObservationStore } from '../store/ObservationStore';
import { notVisibleError } from './notVisible';
import {
  ServiceHealthChange,
  ServiceHealthRequestOptions,
  ServiceHealthService,
} from './ServiceHealthService';

/**
 * Options of {@link DefaultServiceHealthService}.
 *
 * @internal
 */
export interface DefaultServiceHealthServiceOptions {
  directory: EntityDirectory;
  rollup: ServiceRollup;
  store: ObservationStore;
  clock: Clock;
}

/**
 * Answers from the roll-up. It authorises nothing: see `AuthorizedServiceHealthService`.
 *
 * @internal
 */
export class DefaultServiceHealthService implements ServiceHealthService {
  readonly #options: DefaultServiceHealthServiceOptions;

  private constructor(options: DefaultServiceHealthServiceOptions) {
    this.#options = options;
  }

  static create(
    options: DefaultServiceHealthServiceOptions,
  ): DefaultServiceHealthService {
    return new DefaultServiceHealthService(options);
  }

  async getSnapshot(
    entityRef: string,
    options: ServiceHealthRequestOptions,
  ): Promise<ServiceSnapshot> {
    const { directory, rollup } = this.#options;
    const entity = await directory.lookup(entityRef, options);
    if (!entity) {
      throw notVisibleError();
    }
    const snapshot = rollup.snapshot(entity.entityRef);
    if (!snapshot) {
      throw new ServiceUnavailableError(
        `Failed to roll up service '${entity.entityRef}'. The portal's log has the cause.`,
      );
    }
    return snapshot;
  }

  async getFleet(): Promise<FleetSnapshot> {
    return this.composeFleet(() => true);
  }

  /**
   * The fleet, cut to the rows that a filter lets pass. Its version depends on those alone, and on the states of the sources.
   */
  composeFleet(isVisible: (entityRef: string) => boolean): FleetSnapshot {
    const { rollup, clock } = this.#options;
    const sources = this.#sources();
    const hash = createHash('sha1');
    for (const { source, instance, state, reason } of sources) {
      hash.update(JSON.stringify([source, instance, state, reason]));
    }
    const rows: FleetRow[] = [];
    const visible = [...rollup.rows()]
      .filter(([entityRef]) => isVisible(entityRef))
      .sort(([left], [right]) => (left < right ? -1 : 1));
    for (const [entityRef, { row, version }] of visible) {
      hash.update(`${entityRef}\n${version}\n`);
      rows.push(row);
    }
    return {
      version: hash.digest('base64url'),
      at: clock.now().toISOString(),
      rows: rows.sort(compareFleetRows),
      sources,
    };
  }

  async getFleetRows(entityRefs: Iterable<string>): Promise<FleetRow[]> {
    const rows = this.#options.rollup.rows();
    const found: FleetRow[] = [];
    for (const entityRef of entityRefs) {
      const versioned = rows.get(entityRef);
      if (versioned) {
        found.push(versioned.row);
      }
    }
    return found;
  }

  async getSources(): Promise<SourceFreshness[]> {
    return this.#sources();
  }

  /** The catalog says which services there are, so it is a source too. */
  #sources(): SourceFreshness[] {
    const { directory, store } = this.#options;
    return [directory.freshness(), ...store.freshness()];
  }

  onChange(listener: (change: ServiceHealthChange) => void): () => void {
    return this.#options.rollup.onChange(listener);
  }
}
