/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  MODEL_KINDS,
  PlatformModel,
  readPlatformDefinition,
} from '@openpolicy/plugin-golden-path-common';
import { DeliveryTargets } from '@openpolicy/plugin-golden-path-node';

const DEADLINE_MS = 20_000;

/**
 * A port that a service of the catalog uses. Who may not see the service is told the port alone.
 *
 * @internal
 */
export interface UsedPort {
  port: number;
  entityRef?: string;
  name?: string;
}

/** @internal */
export interface CatalogReaderOptions {
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  targets: DeliveryTargets;
  deadlineMs: number;
}

/**
 * What the plugin wants to know of the catalog, each call with a deadline. A user gets what the user may see; that a name or a port is
 * taken is found with the plugin's own credentials, because it is so for everybody.
 *
 * @internal
 */
export class CatalogReader {
  readonly #options: CatalogReaderOptions;

  static create(
    options: Omit<CatalogReaderOptions, 'deadlineMs'> & { deadlineMs?: number },
  ): CatalogReader {
    return new CatalogReader({ deadlineMs: DEADLINE_MS, ...options });
  }

  private constructor(options: CatalogReaderOptions) {
    this.#options = options;
  }

  /**
   * The platform that a System is, without its services.
   *
   * @throws NotFoundError if the user sees no such System, or it has no valid `spec.platform`
   */
  async getPlatform(
    systemRef: string,
    credentials: BackstageCredentials,
  ): Promise<PlatformModel> {
    const { targets } = this.#options;
    const entity = await this.getEntity(systemRef, credentials);
    const system = entity && readPlatformDefinition(entity).value;
    if (!system) {
      throw new NotFoundError(
        `The catalog has no System '${systemRef}' with a valid spec.platform, or you may not see it. Name the System whose platform runs the service.`,
      );
    }
    return targets.applyTo({
      system,
      services: [],
      entityRefs: new Set(),
      endpoints: new Map(),
      groups: new Map(),
    });
  }

  async getEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    const { catalog } = this.#options;
    return await this.#within(() =>
      catalog.getEntityByRef(entityRef, { credentials }),
    );
  }

  /** Everything that a platform is made of, as the user may see it. */
  async getModelEntities(credentials: BackstageCredentials): Promise<Entity[]> {
    const { catalog } = this.#options;
    const { items } = await this.#within(() =>
      catalog.getEntities(
        { filter: MODEL_KINDS.map(kind => ({ kind })) },
        { credentials },
      ),
    );
    return items;
  }

  /** Whether there is such an entity, whoever may see it. */
  async exists(entityRef: string): Promise<boolean> {
    const { auth } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    return (await this.getEntity(entityRef, credentials)) !== undefined;
  }

  /** The ports of a platform's services. */
  async usedPorts(
    systemRef: string,
    credentials: BackstageCredentials,
  ): Promise<UsedPort[]> {
    const { auth, catalog } = this.#options;
    const { items: all } = await this.#within(async () =>
      catalog.getEntities(
        {
          filter: { kind: 'Component' },
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'spec.system',
            'spec.runtime.ports',
          ],
        },
        { credentials: await auth.getOwnServiceCredentials() },
      ),
    );
    const items = all.filter(entity => systemOf(entity) === systemRef);
    const visible = await this.#within(() =>
      catalog.getEntitiesByRefs(
        {
          entityRefs: items.map(entity => stringifyEntityRef(entity)),
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        },
        { credentials },
      ),
    );
    return items.flatMap((entity, index) =>
      portsOf(entity).map(port => ({
        port,
        ...(visible.items[index] && {
          entityRef: stringifyEntityRef(entity),
          name: entity.metadata.name,
        }),
      })),
    );
  }

  async #within<T>(call: () => Promise<T>): Promise<T> {
    const { deadlineMs, logger } = this.#options;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await Promise.race([
        call(),
        new Promise<never>((_, reject) => {
          timer = setTimeout(
            () => reject(new Error('it does not answer in time')),
            deadlineMs,
          );
        }),
      ]);
    } catch (error) {
      if (isError(error) && error.name === 'NotAllowedError') {
        throw new NotAllowedError('You may not read the catalog.');
      }
      logger.warn('Failed to ask the catalog', error as Error);
      throw new ServiceUnavailableError(
        "The catalog does not answer. Try again; if it stays, look for errors of the plugin 'catalog' in the portal's log.",
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

function systemOf({ metadata, spec }: Entity): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(String(spec?.system), {
        defaultKind: 'system',
        defaultNamespace: metadata.namespace ?? DEFAULT_NAMESPACE,
      }),
    );
  } catch {
    return undefined;
  }
}

function portsOf(entity: Entity): number[] {
  const { ports } = (entity.spec?.runtime ?? {}) as { ports?: unknown };
  return (Array.isArray(ports) ? ports : []).flatMap(entry =>
    Number.isInteger(entry?.port) ? [entry.port as number] : [],
  );
}
