/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  LoggerService,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  ServiceHealthExtensionPoint,
  serviceHealthExtensionPoint,
} from '@openpolicy/plugin-service-health-node';
import { ArgoCdClient } from './ArgoCdClient';
import { ArgoCdDeliveryProvider } from './ArgoCdDeliveryProvider';
import { ArgoCdSource } from './ArgoCdSource';
import { ArgoCdInstanceConfig, readArgoCdConfig } from './config';
import { warnOfAccountProblems } from './selfTest';

/**
 * Adds the Argo CD instances of the `argocd` configuration to service health: their applications, and syncs.
 *
 * @public
 */
export const serviceHealthModuleArgoCd = createBackendModule({
  pluginId: 'service-health',
  moduleId: 'argocd',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        serviceHealth: serviceHealthExtensionPoint,
      },
      async init({ config, logger, lifecycle, serviceHealth }) {
        const instances = readArgoCdConfig(config, logger);
        if (instances.length === 0) {
          logger.info(
            "No Argo CD is configured: there are no instances in 'argocd.appLocatorMethods'",
          );
        }
        const clients = instances.flatMap(instance =>
          addInstance(instance, serviceHealth, logger),
        );
        lifecycle.addShutdownHook(async () => {
          await Promise.all(clients.map(client => client.close()));
        });
      },
    });
  },
});

function addInstance(
  instance: ArgoCdInstanceConfig,
  serviceHealth: ServiceHealthExtensionPoint,
  logger: LoggerService,
): ArgoCdClient[] {
  const { name, url, ca, syncToken, syncTokenKey } = instance;
  const reader = ArgoCdClient.create({ url, ca, credential: instance.read });
  // A client of its own, with sockets of its own: what reads can neither use the sync token nor slow a sync down.
  const syncer = syncToken
    ? ArgoCdClient.create({
        url,
        ca,
        credential: { kind: 'token', token: syncToken, key: syncTokenKey },
      })
    : undefined;

  serviceHealth.addSource(
    ArgoCdSource.create({
      instance: name,
      reader,
      credentialKey: reader.credentialKey,
      frontendUrl: instance.frontendUrl,
      logger,
      selfTest: async (applications, signal) => {
        const common = { applications, signal, logger };
        await warnOfAccountProblems({ ...common, asker: reader, use: 'read' });
        if (syncer) {
          await warnOfAccountProblems({
            ...common,
            asker: syncer,
            use: 'sync',
          });
        }
      },
    }),
  );
  serviceHealth.addDeliveryProvider(
    ArgoCdDeliveryProvider.create({
      instance: name,
      client: syncer,
      credentialKey: syncTokenKey,
    }),
  );
  return syncer ? [reader, syncer] : [reader];
}
