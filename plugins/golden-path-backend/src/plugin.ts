/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { goldenPathPermissions } from '@openpolicy/plugin-golden-path-common';
import {
  DeliveryTargets,
  GitServers,
} from '@openpolicy/plugin-golden-path-node';
import { Access } from './access/Access';
import { CatalogReader } from './catalog/CatalogReader';
import { systemClock } from './clock';
import { Clusters } from './clusters/Clusters';
import { clustersOf, liveObjectsOf, livePorts } from './clusters/liveState';
import { readGoldenPathConfig } from './config';
import { DatabaseReservationStore } from './database/DatabaseReservationStore';
import { openDatabase } from './database/migrate';
import { DeliveryBook } from './delivery/DeliveryBook';
import { DryRunner } from './dryRun/DryRunner';
import { PortBook } from './ports/PortBook';
import { PortDesk } from './ports/PortDesk';
import { createRouter } from './router';
import { TemplateSkeletons } from './skeleton/TemplateSkeletons';
import { ServiceSources } from './source/ServiceSources';
import { UpgradePlanner } from './upgrade/UpgradePlanner';
import { DraftValidator } from './validation/DraftValidator';

/**
 * What a form that makes a service needs of a backend: ports that are free, checks against the outside world, dry runs, and the source of
 * a service that is to be changed.
 *
 * @public
 */
export const goldenPathPlugin = createBackendPlugin({
  pluginId: 'golden-path',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalogService: catalogServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auditor, auth, catalogService, logger, permissions } = deps;
        const config = readGoldenPathConfig(deps.rootConfig);
        const gitServers = GitServers.fromConfig(deps.rootConfig);
        const targets = DeliveryTargets.fromConfig(deps.rootConfig);
        const clock = systemClock;
        deps.permissionsRegistry.addPermissions(goldenPathPermissions);

        const clusters = Clusters.create(config.clusters);
        deps.lifecycle.addShutdownHook(() => clusters.close());
        const catalog = CatalogReader.create({
          auth,
          catalog: catalogService,
          logger,
          targets,
        });
        const ports = PortBook.create({
          store: DatabaseReservationStore.create({
            client: await openDatabase(deps.database),
          }),
          catalog,
          livePorts: model =>
            livePorts(model, clustersOf(model, { clusters, targets })),
          ttlMs: config.reservationTtlMs,
          clock,
        });
        const skeletons = TemplateSkeletons.create({
          catalog,
          integrations: ScmIntegrations.fromConfig(deps.rootConfig),
          urlReader: deps.urlReader,
        });
        const sources = ServiceSources.create({ catalog, gitServers });
        deps.httpRouter.use(
          createRouter({
            access: Access.create({ permissions }),
            deliveries: DeliveryBook.create({ catalog, targets }),
            desk: PortDesk.create({ ports, auditor }),
            dryRuns: DryRunner.create({ catalog, clusters, targets, clock }),
            httpAuth: deps.httpAuth,
            ports,
            skeletons,
            sources,
            upgrades: UpgradePlanner.create({
              catalog: catalogService,
              gitServers,
              skeletons,
              sources,
              targets,
              templateRef: config.templateRef,
            }),
            validator: DraftValidator.create({
              catalog,
              ports,
              gitServers,
              userInfo: deps.userInfo,
              liveObjectsOf: (model, name) =>
                liveObjectsOf(
                  model,
                  name,
                  clustersOf(model, { clusters, targets }),
                ),
              ownersAreMembers: config.ownersAreMembers,
              clock,
            }),
          }),
        );
      },
    });
  },
});
