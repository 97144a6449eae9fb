/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  DeliveryTargets,
  GitServers,
} from '@openpolicy/plugin-golden-path-node';
import { createChangeSpecAction } from './actions/changeSpec';
import { createAccountAction } from './actions/account';
import { createAdoptServiceAction } from './actions/adoptService';
import { createAwaitHealthyAction } from './actions/awaitHealthy';
import { createDeliverAction } from './actions/deliver';
import { createDryRunAction } from './actions/dryRun';
import { createPublishRepositoryAction } from './actions/publishRepository';
import { createRemoveCreatedAction } from './actions/removeCreated';
import { createRenderRepositoryAction } from './actions/renderRepository';
import { createReservePortAction } from './actions/reservePort';
import { createUpgradeServiceAction } from './actions/upgradeService';
import { createValidateAction } from './actions/validate';
import { createVerifyAction } from './actions/verify';
import { DefaultGoldenPathClient } from './goldenPathClient';
import { DefaultServiceHealthClient } from './serviceHealthClient';

/**
 * Adds the actions that make a service on the golden path to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleGoldenPath = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'golden-path',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        permissions: coreServices.permissions,
      },
      async init({
        actions,
        auth,
        catalog,
        config,
        discovery,
        events,
        permissions,
      }) {
        const goldenPath = DefaultGoldenPathClient.create({ auth, discovery });
        const gitServers = GitServers.fromConfig(config);
        const targets = DeliveryTargets.fromConfig(config);
        const follow = {
          auth,
          catalog,
          serviceHealth: DefaultServiceHealthClient.create({ auth, discovery }),
          targets,
          baseUrl: config.getString('app.baseUrl'),
        };
        const traces = { ...follow, gitServers, goldenPath };
        actions.addActions(
          createValidateAction({ goldenPath }),
          createReservePortAction({ goldenPath }),
          createRenderRepositoryAction({ catalog, gitServers, targets }),
          createDryRunAction({ goldenPath }),
          createPublishRepositoryAction({ gitServers }),
          createChangeSpecAction({
            catalog,
            gitServers,
            permissions,
            targets,
          }),
          createDeliverAction({
            catalog,
            events,
            gitServers,
            permissions,
            targets,
          }),
          createAdoptServiceAction({
            catalog,
            gitServers,
            permissions,
            targets,
          }),
          createUpgradeServiceAction({ gitServers, goldenPath, permissions }),
          createAwaitHealthyAction(follow),
          createVerifyAction(follow),
          createAccountAction(traces),
          createRemoveCreatedAction({ ...traces, events, permissions }),
        );
      },
    });
  },
});
