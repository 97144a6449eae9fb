/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { serviceHealthExtensionPoint } from '@openpolicy/plugin-service-health-node';
import { KubernetesSource } from './KubernetesSource';
import { readKubernetesConfig } from './config';

/**
 * Feeds service health with the workloads, pods and warning events of the clusters that are configured for the Kubernetes plugin.
 *
 * @public
 */
export const serviceHealthModuleKubernetes = createBackendModule({
  pluginId: 'service-health',
  moduleId: 'kubernetes',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        serviceHealth: serviceHealthExtensionPoint,
      },
      async init({ config, logger, serviceHealth }) {
        const { clusters, labelSelector, namespaces, warnings } =
          readKubernetesConfig(config);
        for (const warning of warnings) {
          logger.warn(warning);
        }
        if (clusters.length === 0) {
          logger.info(
            'No Kubernetes cluster is configured for service health; add one under kubernetes.clusterLocatorMethods',
          );
        }
        for (const cluster of clusters) {
          if (cluster.skipTLSVerify) {
            logger.warn(
              `The certificate of the cluster '${cluster.name}' is not verified, because skipTLSVerify is set; whoever is between can read the token`,
            );
          }
          serviceHealth.addSource(
            KubernetesSource.create({
              cluster,
              namespaces,
              labelSelector,
              logger,
            }),
          );
        }
      },
    });
  },
});
