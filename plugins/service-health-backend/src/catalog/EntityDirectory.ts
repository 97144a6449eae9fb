/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isDeepStrictEqual } from 'node:util';
import {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ForwardedError, ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { SourceFreshness } from '@openpolicy/plugin-service-health-common';
import { Clock, systemClock } from '../clock';
import {
  SERVICE_ENTITY_FIELDS,
  ServiceEntity,
  toServiceEntity,
} from './serviceEntity';

const PAGE_SIZE = 500;
/** A catalog that has just started is empty until it has read its locations. */
const FIRST_READ_MS = 30_000;
const HURRY_MS = 1_000;

/**
 * What a refresh changed.
 *
 * @internal
 */
export interface DirectoryChange {
  /** Entities that are new or differ. */
  changed: ServiceEntity[];
  /** References of entities that are gone. */
  removed: string[];
}

/**
 * Options of {@link EntityDirectory}.
 *
 * @internal
 */
export interface EntityDirectoryOptions {
  catalog: CatalogService;
  auth: AuthService;
  logger: LoggerService;
  clock?: Clock;
}

/**
 * The Components of the catalog, kept in memory so that observations can be matched with them without a call.
 *
 * The index is read with the plugin's own credentials and decides nothing about who sees what: each answer to a user is authorised with
 * the user's credentials. While the catalog is down, the last known entities stay.
 *
 * @internal
 */
export class EntityDirectory {
  readonly #options: EntityDirectoryOptions;
  readonly #listeners = new Set<(change: DirectoryChange) => void>();
  #entities = new Map<string, ServiceEntity>();
  /** Read on demand since the last refresh began, which may not have seen them. */
  readonly #readSinceRefresh = new Map<string, ServiceEntity>();
  #failing = false;
  #readAt: Date | undefined;
  readonly #clock: Clock;
  readonly #createdMs: number;

  private constructor(options: EntityDirectoryOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#createdMs = this.#clock.monotonicMs();
  }

  static create(options: EntityDirectoryOptions): EntityDirectory {
    return new EntityDirectory(options);
  }

  get(entityRef: string): ServiceEntity | undefined {
    return this.#entities.get(entityRef);
  }

  all(): Iterable<ServiceEntity> {
    return this.#entities.values();
  }

  /**
   * How fresh the index is. `connecting` also while a catalog that has just started shows no Component yet: "there is no service" would be
   * a lie then.
   */
  freshness(): SourceFreshness {
    const age = this.#clock.monotonicMs() - this.#createdMs;
    const observedAt = this.#readAt && {
      observedAt: this.#readAt.toISOString(),
    };
    const catalog = { source: 'catalog', instance: 'catalog' };
    if (this.#failing && age > FIRST_READ_MS) {
      return {
        ...catalog,
        ...observedAt,
        state: 'failed',
        reason: 'The catalog does not answer; the services are the last known',
        nextStep: "Look for errors of the plugin 'catalog' in the portal's log",
      };
    }
    const empty = this.#entities.size === 0 && age < FIRST_READ_MS;
    return {
      ...catalog,
      ...observedAt,
      state: !this.#readAt || empty ? 'connecting' : 'live',
    };
  }

  onChange(listener: (change: DirectoryChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Refreshes now and again after each interval, until the signal aborts. */
  start(intervalMs: number, signal: AbortSignal): void {
    let timer: ReturnType<typeof setTimeout>;
    const loop = async () => {
      await this.refresh();
      if (!signal.aborted) {
        // The catalog may start after this plugin: do not let a page wait a whole interval for it.
        const delayMs =
          this.freshness().state === 'live'
            ? intervalMs
            : Math.min(intervalMs, HURRY_MS);
        timer = setTimeout(loop, delayMs);
      }
    };
    void loop();
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /**
   * Reads all Components afresh. Does not throw: a failure keeps what is there, and is logged once until it ends.
   */
  async refresh(): Promise<void> {
    const { logger } = this.#options;
    let entities: Map<string, ServiceEntity>;
    this.#readSinceRefresh.clear();
    try {
      entities = await this.#readAll();
    } catch (error) {
      if (!this.#failing) {
        logger.warn(
          `Failed to read the Components of the catalog; the last known ${
            this.#entities.size
          } stay`,
          error as Error,
        );
      }
      this.#failing = true;
      return;
    }
    if (this.#failing) {
      logger.info('The catalog answers again');
    }
    this.#failing = false;
    this.#readAt = this.#clock.now();

    for (const [entityRef, entity] of this.#readSinceRefresh) {
      entities.set(entityRef, entity);
    }
    const before = this.#entities;
    this.#entities = entities;
    this.#emit({
      changed: [...entities.values()].filter(
        entity => !isDeepStrictEqual(entity, before.get(entity.entityRef)),
      ),
      removed: [...before.keys()].filter(ref => !entities.has(ref)),
    });
  }

  /**
   * An entity that the directory has, or else that the catalog shows to the user: one that was registered a moment ago is no reason for a
   * "not found".
   *
   * @returns undefined if there is none, or the user may not see it, or it is no Component
   * @throws ServiceUnavailableError if the catalog does not answer
   */
  async lookup(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<ServiceEntity | undefined> {
    return this.#entities.get(entityRef) ?? this.readAs(entityRef, options);
  }

  /**
   * Reads one entity with the user's own credentials, past the index.
   *
   * @returns undefined if there is none, or the user may not see it, or it is no Component
   * @throws ServiceUnavailableError if the catalog does not answer
   */
  async readAs(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<ServiceEntity | undefined> {
    if (
      parseEntityRef(entityRef).kind.toLocaleLowerCase('en-US') !== 'component'
    ) {
      return undefined;
    }
    let entity: Entity | undefined;
    try {
      entity = await this.#options.catalog.getEntityByRef(entityRef, options);
    } catch (error) {
      throw new ServiceUnavailableError(
        `Failed to read entity '${entityRef}': the catalog did not answer. Try again in a moment.`,
        new ForwardedError('Catalog request failed', error),
      );
    }
    if (!entity) {
      return undefined;
    }
    const service = toServiceEntity(entity);
    this.#readSinceRefresh.set(service.entityRef, service);
    const before = this.#entities.get(service.entityRef);
    if (!isDeepStrictEqual(service, before)) {
      this.#entities.set(service.entityRef, service);
      this.#emit({ changed: [service], removed: [] });
    }
    return service;
  }

  async #readAll(): Promise<Map<string, ServiceEntity>> {
    const { auth, catalog } = this.#options;
    const entities = new Map<string, ServiceEntity>();
    let cursor: string | undefined;
    do {
      const credentials = await auth.getOwnServiceCredentials();
      const page = await catalog.queryEntities(
        cursor
          ? { cursor, fields: SERVICE_ENTITY_FIELDS, limit: PAGE_SIZE }
          : {
              filter: { kind: 'component' },
              fields: SERVICE_ENTITY_FIELDS,
              limit: PAGE_SIZE,
            },
        { credentials },
      );
      for (const entity of page.items) {
        entities.set(stringifyEntityRef(entity), toServiceEntity(entity));
      }
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return entities;
  }

  #emit(change: DirectoryChange): void {
    if (change.changed.length === 0 && change.removed.length === 0) {
      return;
    }
    for (const listener of this.#listeners) {
      listener(change);
    }
  }
}
