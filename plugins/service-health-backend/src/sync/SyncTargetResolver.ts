/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ApplicationObservation,
  applicationSyncPermission,
} from '@openpolicy/plugin-service-health-common';
import { DeliveryProvider } from '@openpolicy/plugin-service-health-node';
import { BindingResolver } from '../bindings/BindingResolver';
import { EntityDirectory } from '../catalog/EntityDirectory';
import { ServiceEntity } from '../catalog/serviceEntity';
import { notVisibleError } from '../snapshots/notVisible';
import { ServiceHealthService } from '../snapshots/ServiceHealthService';
import { ObservationStore } from '../store/ObservationStore';

/**
 * What is to be synced, and by whom it is carried out.
 *
 * @internal
 */
export interface SyncTarget {
  entity: ServiceEntity;
  application: ApplicationObservation;
  provider: DeliveryProvider;
}

/**
 * Options of {@link SyncTargetResolver}.
 *
 * @internal
 */
export interface SyncTargetResolverOptions {
  service: ServiceHealthService;
  directory: EntityDirectory;
  store: ObservationStore;
  bindings: BindingResolver;
  providers: readonly DeliveryProvider[];
  permissions: PermissionsService;
  /** False while the permission framework is off and the operator has not said that anybody may sync. */
  allowed: boolean;
}

/**
 * Finds the application that a user means, and whether this user may sync it: all of it with the user's own credentials, and nothing by a
 * name that the browser sent.
 *
 * @internal
 */
export class SyncTargetResolver {
  readonly #options: SyncTargetResolverOptions;

  private constructor(options: SyncTargetResolverOptions) {
    this.#options = options;
  }

  static create(options: SyncTargetResolverOptions): SyncTargetResolver {
    return new SyncTargetResolver(options);
  }

  /**
   * @throws NotFoundError if the user may not see the service
   * @throws NotAllowedError if the user may not sync it, or the application is not proven to belong to it; the answer is the same for an
   * application that does not exist
   * @throws ServiceUnavailableError if nothing can sync it
   */
  async resolve(request: {
    entityRef: string;
    applicationId: string;
    credentials: BackstageCredentials;
  }): Promise<SyncTarget> {
    const { bindings, directory, providers, service, store } = this.#options;
    const { applicationId, credentials, entityRef } = request;
    await service.getSnapshot(entityRef, { credentials });
    const entity = await directory.readAs(entityRef, { credentials });
    if (!entity) {
      throw notVisibleError();
    }
    await this.#authorize(entity, credentials);

    const application = store.findApplication(applicationId);
    if (!application || !bindings.proves(entity, application)) {
      throw new NotAllowedError(
        `Failed to sync an application of '${entityRef}': the application is not proven to belong to it. Reload the page to see what belongs to the service now.`,
      );
    }
    const provider = providers.find(
      ({ source, instance }) =>
        source === application.source && instance === application.instance,
    );
    if (!provider) {
      throw new ServiceUnavailableError(
        `Failed to sync application '${application.data.name}': the portal can only read '${application.instance}'. Ask the operator to configure a delivery provider for it.`,
      );
    }
    return { entity, application, provider };
  }

  async #authorize(
    entity: ServiceEntity,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { entityRef, owner } = entity;
    const [decision] = await this.#options.permissions.authorize(
      [{ permission: applicationSyncPermission, resourceRef: entityRef }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Failed to sync an application of '${entityRef}': you are not permitted to. ${
          owner
            ? `Ask its owner '${owner}'.`
            : 'Ask an administrator of the portal.'
        }`,
      );
    }
    if (!this.#options.allowed) {
      throw new NotAllowedError(
        `Failed to sync an application of '${entityRef}': the permission framework of this portal is off, so nobody may. Ask the operator to set 'permission.enabled'.`,
      );
    }
  }
}
