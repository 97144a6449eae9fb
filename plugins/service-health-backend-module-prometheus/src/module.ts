/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { serviceHealthExtensionPoint } from '@openpolicy/plugin-service-health-node';
import { AlertmanagerClient } from './AlertmanagerClient';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusSource } from './PrometheusSource';
import { readPrometheusConfig } from './config';

/**
 * Adds the Prometheus instances of the `prometheus` configuration, and their Alertmanagers, to service health.
 *
 * @public
 */
export const serviceHealthModulePrometheus = createBackendModule({
  pluginId: 'service-health',
  moduleId: 'prometheus',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        serviceHealth: serviceHealthExtensionPoint,
      },
      async init({ config, logger, lifecycle, serviceHealth }) {
        const instances = readPrometheusConfig(config, logger);
        if (instances.length === 0) {
          logger.info(
            "No Prometheus is configured: there are no instances with a url in 'prometheus.instances'",
          );
        }
        const clients: { close(): Promise<void> }[] = [];
        for (const instance of instances) {
          const prometheus = PrometheusClient.create(instance);
          const alertmanagers = instance.alertmanagers.map(peer =>
            AlertmanagerClient.create(peer),
          );
          clients.push(prometheus, ...alertmanagers);
          serviceHealth.addSource(
            PrometheusSource.create({
              instance: instance.name,
              path: instance.path,
              pollIntervalMs: instance.pollIntervalMs,
              prometheus,
              alertmanagers,
              logger,
            }),
          );
        }
        lifecycle.addShutdownHook(async () => {
          await Promise.all(clients.map(client => client.close()));
        });
      },
    });
  },
});
