/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { serviceHealthPermissions } from '@openpolicy/plugin-service-health-common';
import {
  DeliveryProvider,
  serviceHealthExtensionPoint,
  ServiceHealthSource,
} from '@openpolicy/plugin-service-health-node';
import { ConflictError } from '@backstage/errors';
import { BindingResolver } from './bindings/BindingResolver';
import { EntityDirectory } from './catalog/EntityDirectory';
import { systemClock } from './clock';
import { readServiceHealthConfig } from './config';
import { DatabaseSyncLedger } from './database/DatabaseSyncLedger';
import { openDatabase } from './database/migrate';
import { ServiceRollup } from './rollup/ServiceRollup';
import { createRouter } from './router';
import { AuthorizedServiceHealthService } from './snapshots/AuthorizedServiceHealthService';
import { DefaultServiceHealthService } from './snapshots/DefaultServiceHealthService';
import { ReadAuthorizer } from './snapshots/ReadAuthorizer';
import { runSources } from './store/runSources';
import { ObservationStore } from './store/ObservationStore';
import { StreamHub } from './stream/StreamHub';
import { SyncCoordinator } from './sync/SyncCoordinator';
import { SyncReconciler } from './sync/SyncReconciler';
import { SyncTargetResolver } from './sync/SyncTargetResolver';

/** How long a shutdown waits for requests to upstreams that are under way, and for sources. */
const SHUTDOWN_MS = 5_000;

/**
 * Service health: live rollout, delivery and alert state of the services in the catalog, and the sync of their applications. Sources and
 * delivery providers come from modules, through `serviceHealthExtensionPoint`.
 *
 * @public
 */
export const serviceHealthPlugin = createBackendPlugin({
  pluginId: 'service-health',
  register(env) {
    const sources: ServiceHealthSource[] = [];
    const providers: DeliveryProvider[] = [];
    const refuseTwin = (
      what: string,
      existing: readonly { source: string; instance: string }[],
      { source, instance }: { source: string; instance: string },
    ) => {
      if (
        existing.some(
          other => other.source === source && other.instance === instance,
        )
      ) {
        throw new ConflictError(
          `Failed to add ${what} '${source}/${instance}': one of that name was added before. Give each instance a name of its own.`,
        );
      }
    };
    env.registerExtensionPoint(serviceHealthExtensionPoint, {
      addSource(source) {
        refuseTwin('source', sources, source);
        sources.push(source);
      },
      addDeliveryProvider(provider) {
        refuseTwin('delivery provider', providers, provider);
        providers.push(provider);
      },
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init(deps) {
        const { auth, catalog, lifecycle, logger, permissions } = deps;
        const config = readServiceHealthConfig(deps.config);
        const clock = systemClock;
        deps.permissionsRegistry.addPermissions(serviceHealthPermissions);

        const bindings = BindingResolver.create(config);
        const store = ObservationStore.create({
          clock,
          keysOf: observation => bindings.keysOfObservation(observation),
        });
        const directory = EntityDirectory.create({ catalog, auth, logger });
        const rollup = ServiceRollup.create({
          store,
          directory,
          bindings,
          clock,
          logger,
        });
        const service = AuthorizedServiceHealthService.create({
          service: DefaultServiceHealthService.create({
            directory,
            rollup,
            store,
            clock,
          }),
          authorizer: ReadAuthorizer.create({ permissions, clock }),
        });
        const streams = StreamHub.create({ service, clock });

        const ledger = DatabaseSyncLedger.create({
          client: await openDatabase(deps.database),
        });
        const reconciler = SyncReconciler.create({
          ledger,
          store,
          clock,
          logger,
        });
        const syncs = SyncCoordinator.create({
          service,
          targets: SyncTargetResolver.create({
            service,
            directory,
            store,
            bindings,
            providers,
            permissions,
            allowed:
              config.permissionsEnabled || config.allowSyncWithoutPermissions,
          }),
          bindings,
          ledger,
          reconciler,
          auditor: deps.auditor,
          clock,
          logger,
        });
        deps.httpRouter.use(
          createRouter({ httpAuth: deps.httpAuth, service, streams, syncs }),
        );

        const controller = new AbortController();
        const { signal } = controller;
        let running: Promise<void> = Promise.resolve();
        lifecycle.addStartupHook(() => {
          rollup.start(signal);
          streams.start(signal);
          reconciler.start(signal);
          directory.start(config.catalogRefreshMs, signal);
          running = runSources({
            sources,
            store,
            staleAfterMs: config.staleAfterMs,
            logger,
            signal,
          });
        });
        lifecycle.addShutdownHook(async () => {
          controller.abort();
          await syncs.drain(SHUTDOWN_MS);
          await settleWithin(running, SHUTDOWN_MS);
        });
      },
    });
  },
});

/** Waits for a promise, but not for ever. */
async function settleWithin(
  promise: Promise<unknown>,
  timeoutMs: number,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    promise,
    new Promise(resolve => {
      timer = setTimeout(resolve, timeoutMs);
    }),
  ]);
  clearTimeout(timer);
}
