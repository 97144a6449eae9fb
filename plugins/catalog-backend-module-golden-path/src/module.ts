/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { GitServers } from '@openpolicy/plugin-golden-path-node';
import { readProviderConfigs } from './provider/config';
import { GitRepositoryEntityProvider } from './provider/GitRepositoryEntityProvider';
import { RuntimeSpecProcessor } from './RuntimeSpecProcessor';

/**
 * Adds the golden path's checks and relations to the catalog, and the services that the
 * portal delivered.
 *
 * @public
 */
export const catalogModuleGoldenPath = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'golden-path',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, config, events, logger, scheduler }) {
        catalog.addProcessor(RuntimeSpecProcessor.create());
        const gitServers = GitServers.fromConfig(config);
        for (const provider of readProviderConfigs(config)) {
          catalog.addEntityProvider(
            GitRepositoryEntityProvider.create({
              config: provider,
              gitServers,
              events,
              logger,
              taskRunner: scheduler.createScheduledTaskRunner(
                provider.schedule,
              ),
              now: Date.now,
            }),
          );
        }
      },
    });
  },
});
