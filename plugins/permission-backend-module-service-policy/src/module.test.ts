/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import module from './index';

describe('permissionModuleServicePolicy', () => {
  const start = async (value?: string) => {
    const setPolicy = jest.fn();
    await startTestBackend({
      extensionPoints: [[policyExtensionPoint, { setPolicy }]],
      features: [
        module,
        mockServices.rootConfig.factory({
          data: { permission: { servicePolicy: { kubernetesProxy: value } } },
        }),
      ],
    });
    return setPolicy;
  };

  it('installs the policy', async () => {
    expect(await start()).toHaveBeenCalledTimes(1);
  });

  it('refuses a value that it does not know, naming the key', async () => {
    await expect(start('yes')).rejects.toThrow(
      "Invalid configuration at 'permission.servicePolicy.kubernetesProxy': 'yes'",
    );
  });
});
