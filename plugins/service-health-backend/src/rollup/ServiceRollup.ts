/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import {
  FleetRow,
  ServiceSnapshot,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';
import { BindingResolver } from '../bindings/BindingResolver';
import { EntityDirectory } from '../catalog/EntityDirectory';
import { ServiceEntity } from '../catalog/serviceEntity';
import { Clock } from '../clock';
import { ObservationStore } from '../store/ObservationStore';
import { RolledUpEntity, rollUpEntity } from './rollUpEntity';
import { TrackedEntities } from './TrackedEntities';

/** How long changes are collected before what they affect is built again. */
const COALESCE_MS = 250;
/** How often time alone is asked whether it changes anything; also how old a snapshot may be when it is read. */
const TICK_MS = 1_000;
/** How many entities are built before other work gets a turn. */
const SLICE = 100;

/**
 * What a pass of the roll-up changed. Versions decide: an entity whose data only aged is not in it.
 *
 * @internal
 */
export interface RollupChange {
  /** References of entities whose snapshot or row changed. */
  changed: ReadonlySet<string>;
  /** References of entities that left the fleet or the catalog. */
  removed: ReadonlySet<string>;
  /** Whether the state of a source changed. */
  sources: boolean;
}

/**
 * A row of the fleet and the version of what it shows.
 *
 * @internal
 */
export interface VersionedRow {
  row: FleetRow;
  version: string;
}

/**
 * Options of {@link ServiceRollup}.
 *
 * @internal
 */
export interface ServiceRollupOptions {
  store: ObservationStore;
  directory: EntityDirectory;
  bindings: BindingResolver;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Keeps a snapshot and a fleet row of each entity up to date, incrementally: a change of an observation or of an entity marks what it
 * affects, and only that is built again.
 *
 * @internal
 */
export class ServiceRollup {
  readonly #options: ServiceRollupOptions;
  readonly #entries = new Map<string, RolledUpEntity & { builtAtMs: number }>();
  readonly #tracked = new TrackedEntities();
  readonly #dirty = new Set<string>();
  readonly #listeners = new Set<(change: RollupChange) => void>();
  #changed = new Set<string>();
  #removed = new Set<string>();
  #sourcesChanged = false;
  #sourceStates = '';
  #flushing = false;
  #stopped = false;
  #timer?: ReturnType<typeof setTimeout>;

  private constructor(options: ServiceRollupOptions) {
    this.#options = options;
  }

  static create(options: ServiceRollupOptions): ServiceRollup {
    return new ServiceRollup(options);
  }

  /** Follows the store and the directory until the signal aborts. */
  start(signal: AbortSignal): void {
    const { directory, store } = this.#options;
    const stopStore = store.onChange(change => {
      for (const key of change.bindingKeys) {
        for (const entityRef of this.#tracked.find(key)) {
          this.#dirty.add(entityRef);
        }
      }
      if (change.signals) {
        this.#checkSources();
      }
      this.#schedule();
    });
    const stopDirectory = directory.onChange(change => {
      change.changed.forEach(entity => this.#track(entity));
      change.removed.forEach(entityRef => this.#forget(entityRef));
      this.#schedule();
    });
    const ticker = setInterval(() => this.#tick(), TICK_MS);
    signal.addEventListener(
      'abort',
      () => {
        this.#stopped = true;
        clearInterval(ticker);
        clearTimeout(this.#timer);
        stopStore();
        stopDirectory();
      },
      { once: true },
    );

    for (const entity of directory.all()) {
      this.#track(entity);
    }
    this.#schedule();
  }

  /**
   * The snapshot of an entity, at most a second old and with all that was observed before the call.
   *
   * @returns undefined if the directory does not have the entity, or it could not be rolled up
   */
  snapshot(entityRef: string): ServiceSnapshot | undefined {
    const entity = this.#options.directory.get(entityRef);
    if (!entity) {
      return undefined;
    }
    const entry = this.#entries.get(entityRef);
    if (
      entry &&
      !this.#dirty.has(entityRef) &&
      this.#options.clock.monotonicMs() - entry.builtAtMs < TICK_MS
    ) {
      return entry.snapshot;
    }
    this.#rebuild(entity, this.#options.store.freshness());
    this.#schedule();
    return this.#entries.get(entityRef)?.snapshot;
  }

  /** All rows of the fleet, by entity reference, in no order. */
  rows(): Map<string, VersionedRow> {
    this.#rebuildDirty();
    this.#schedule();
    const rows = new Map<string, VersionedRow>();
    for (const [entityRef, { row, version }] of this.#entries) {
      if (row) {
        rows.set(entityRef, { row, version });
      }
    }
    return rows;
  }

  /** Calls the listener after each pass that changed anything; returns the way to stop it. */
  onChange(listener: (change: RollupChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #track(entity: ServiceEntity): void {
    const { entityRef } = entity;
    this.#tracked.set(entityRef, this.#options.bindings.keysOfEntity(entity));
    this.#dirty.add(entityRef);
    this.#removed.delete(entityRef);
  }

  #forget(entityRef: string): void {
    this.#tracked.delete(entityRef);
    this.#entries.delete(entityRef);
    this.#dirty.delete(entityRef);
    this.#changed.delete(entityRef);
    this.#removed.add(entityRef);
  }

  #tick(): void {
    this.#checkSources();
    for (const [entityRef, entry] of this.#entries) {
      if (entry.timeSensitive) {
        this.#dirty.add(entityRef);
      }
    }
    this.#schedule();
  }

  /** A source that turned stale, failed or live again touches the verdicts that rest on it; which ones is found out by building. */
  #checkSources(): void {
    const states = JSON.stringify(
      this.#options.store
        .freshness()
        .map(({ source, instance, state, reason, observedAt }) => [
          source,
          instance,
          state,
          reason,
          observedAt !== undefined,
        ]),
    );
    if (states !== this.#sourceStates) {
      this.#sourceStates = states;
      this.#sourcesChanged = true;
      for (const entityRef of this.#tracked.entityRefs()) {
        this.#dirty.add(entityRef);
      }
    }
  }

  #schedule(): void {
    const hasWork =
      this.#dirty.size > 0 ||
      this.#changed.size > 0 ||
      this.#removed.size > 0 ||
      this.#sourcesChanged;
    if (!hasWork || this.#timer || this.#flushing || this.#stopped) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flushing = true;
      this.#flush();
    }, COALESCE_MS);
  }

  #flush(): void {
    this.#rebuildDirty(SLICE);
    if (this.#dirty.size > 0 && !this.#stopped) {
      setImmediate(() => this.#flush());
      return;
    }
    this.#flushing = false;
    const change: RollupChange = {
      changed: this.#changed,
      removed: this.#removed,
      sources: this.#sourcesChanged,
    };
    this.#changed = new Set();
    this.#removed = new Set();
    this.#sourcesChanged = false;
    if (change.changed.size > 0 || change.removed.size > 0 || change.sources) {
      for (const listener of this.#listeners) {
        listener(change);
      }
    }
  }

  #rebuildDirty(limit: number = Infinity): void {
    const freshness = this.#options.store.freshness();
    let count = 0;
    for (const entityRef of this.#dirty) {
      if (count >= limit) {
        return;
      }
      count++;
      const entity = this.#options.directory.get(entityRef);
      if (entity) {
        this.#rebuild(entity, freshness);
      } else {
        this.#dirty.delete(entityRef);
      }
    }
  }

  /** Builds one entity. One that cannot be built keeps what it had, and harms no other. */
  #rebuild(entity: ServiceEntity, freshness: readonly SourceFreshness[]): void {
    const { bindings, clock, logger, store } = this.#options;
    const { entityRef } = entity;
    this.#dirty.delete(entityRef);
    const before = this.#entries.get(entityRef);
    try {
      const now = clock.now();
      const built = rollUpEntity({ entity, store, bindings, freshness, now });
      this.#entries.set(entityRef, {
        ...built,
        builtAtMs: clock.monotonicMs(),
      });
      if (before?.row && !built.row) {
        this.#removed.add(entityRef);
      } else if (built.row) {
        this.#removed.delete(entityRef);
      }
      if (built.version !== before?.version) {
        this.#changed.add(entityRef);
      }
    } catch (error) {
      logger.error('Failed to roll up a service', {
        entityRef,
        error: String(error),
      });
    }
  }
}
