/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/*
 * A portal in a process of its own, so that a test can kill it. Its databases are files in the folder `PORTAL_FOLDER`; its configuration
 * is the JSON in `PORTAL_CONFIG`. Prints `ready` once it takes requests.
 */

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { DeliveryTargets } from '@openpolicy/plugin-golden-path-node';
import { createAwaitHealthyAction } from '../actions/awaitHealthy';
import { DefaultServiceHealthClient } from '../serviceHealthClient';
import { shopWith } from './shop';

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'follow', namespace: 'default' },
  spec: {
    type: 'service',
    parameters: [],
    steps: [
      {
        id: 'before',
        name: 'Before',
        action: 'catalog:write',
        input: {
          filePath: 'made-before.yaml',
          entity: { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' } },
        },
      },
      {
        id: 'follow',
        name: 'Follow',
        action: 'goldenPath:awaitHealthy',
        input: { entityRef: 'coupons', timeoutMinutes: 4 },
      },
      {
        id: 'after',
        name: 'After',
        action: 'fs:readdir',
        input: { paths: ['.'], recursive: false },
      },
    ],
    output: {
      links: '${{ steps.follow.output.links }}',
      files: '${{ steps.after.output.files }}',
    },
  },
};

const backend = createBackend();
backend.add(
  mockServices.rootConfig.factory({
    data: JSON.parse(process.env.PORTAL_CONFIG ?? '{}'),
  }),
);
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.permissions.factory());
backend.add(
  catalogServiceMock.factory({
    entities: [...shopWith('coupons'), template],
  }),
);
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'golden-path-under-test',
    register(reg) {
      reg.registerInit({
        deps: {
          auth: coreServices.auth,
          discovery: coreServices.discovery,
          config: coreServices.rootConfig,
          catalog: catalogServiceRef,
          actions: scaffolderActionsExtensionPoint,
        },
        async init({ auth, discovery, config, catalog, actions }) {
          actions.addActions(
            createAwaitHealthyAction({
              auth,
              catalog,
              serviceHealth: DefaultServiceHealthClient.create({
                auth,
                discovery,
              }),
              targets: DeliveryTargets.fromConfig(config),
              baseUrl: config.getString('app.baseUrl'),
              intervalMs: 250,
            }),
          );
        },
      });
    },
  }),
);
backend.start().then(
  () => process.stdout.write('\nready\n'),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
