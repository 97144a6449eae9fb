/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { NotAllowedError } from '@backstage/errors';
import {
  FleetRow,
  FleetSnapshot,
  ServiceSnapshot,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';
import { DefaultServiceHealthService } from './DefaultServiceHealthService';
import { notVisibleError } from './notVisible';
import { ReadAuthorizer } from './ReadAuthorizer';
import {
  ServiceHealthChange,
  ServiceHealthRequestOptions,
  ServiceHealthService,
} from './ServiceHealthService';

/**
 * Lets a caller read only what the permission policy allows, entity by entity. The routes and the service behind it know nothing of it.
 *
 * @internal
 */
export class AuthorizedServiceHealthService implements ServiceHealthService {
  readonly #service: DefaultServiceHealthService;
  readonly #authorizer: ReadAuthorizer;

  private constructor(
    service: DefaultServiceHealthService,
    authorizer: ReadAuthorizer,
  ) {
    this.#service = service;
    this.#authorizer = authorizer;
  }

  static create(options: {
    service: DefaultServiceHealthService;
    authorizer: ReadAuthorizer;
  }): AuthorizedServiceHealthService {
    return new AuthorizedServiceHealthService(
      options.service,
      options.authorizer,
    );
  }

  async getSnapshot(
    entityRef: string,
    options: ServiceHealthRequestOptions,
  ): Promise<ServiceSnapshot> {
    const readable = await this.#authorizer.filterReadable(
      [entityRef],
      options.credentials,
    );
    if (!readable.has(entityRef)) {
      throw notVisibleError();
    }
    return this.#service.getSnapshot(entityRef, options);
  }

  async getFleet(options: ServiceHealthRequestOptions): Promise<FleetSnapshot> {
    await this.#requireAnyRead(options);
    const all = await this.#service.getFleet();
    const readable = await this.#authorizer.filterReadable(
      all.rows.map(({ entityRef }) => entityRef),
      options.credentials,
    );
    return readable.size === all.rows.length
      ? all
      : this.#service.composeFleet(entityRef => readable.has(entityRef));
  }

  async getFleetRows(
    entityRefs: Iterable<string>,
    options: ServiceHealthRequestOptions,
  ): Promise<FleetRow[]> {
    return this.#service.getFleetRows(
      await this.#authorizer.filterReadable(entityRefs, options.credentials),
    );
  }

  async getSources(
    options: ServiceHealthRequestOptions,
  ): Promise<SourceFreshness[]> {
    await this.#requireAnyRead(options);
    return this.#service.getSources();
  }

  /** A page without rows would look like a fleet without services. */
  async #requireAnyRead({
    credentials,
  }: ServiceHealthRequestOptions): Promise<void> {
    if (!(await this.#authorizer.canReadAny(credentials))) {
      throw new NotAllowedError(
        'Reading service health is not permitted. Ask an administrator of the portal for access.',
      );
    }
  }

  onChange(listener: (change: ServiceHealthChange) => void): () => void {
    return this.#service.onChange(listener);
  }
}
