/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { ServicePolicy } from './ServicePolicy';

const PROXY_KEY = 'permission.servicePolicy.kubernetesProxy';

/**
 * Installs the service policy as the backend's permission policy.
 *
 * @public
 */
export const permissionModuleServicePolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'service-policy',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy }) {
        const kubernetesProxy = config.getOptionalString(PROXY_KEY) ?? 'deny';
        if (kubernetesProxy !== 'allow' && kubernetesProxy !== 'deny') {
          throw new InputError(
            `Invalid configuration at '${PROXY_KEY}': '${kubernetesProxy}'. Use 'allow' or 'deny'.`,
          );
        }
        policy.setPolicy(ServicePolicy.create({ kubernetesProxy }));
      },
    });
  },
});
