/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { serviceHealthExtensionPoint } from '@openpolicy/plugin-service-health-node';
import { serviceHealthModuleArgoCd } from './module';

describe('serviceHealthModuleArgoCd', () => {
  const extensionPoint = {
    addSource: jest.fn(),
    addDeliveryProvider: jest.fn(),
  };

  beforeEach(() => jest.clearAllMocks());

  async function start(argocd: object | undefined) {
    return startTestBackend({
      extensionPoints: [[serviceHealthExtensionPoint, extensionPoint]],
      features: [
        serviceHealthModuleArgoCd,
        mockServices.rootConfig.factory({
          data: argocd ? ({ argocd } as never) : {},
        }),
      ],
    });
  }

  const instance = {
    name: 'lab',
    url: 'http://127.0.0.1:1',
    token: 'CANARY',
  };

  it('adds a source and a provider for each instance', async () => {
    const { server } = await start({
      appLocatorMethods: [
        {
          type: 'config',
          instances: [instance, { ...instance, name: 'prod' }],
        },
      ],
    });
    expect(
      extensionPoint.addSource.mock.calls.map(([source]) => source.instance),
    ).toEqual(['lab', 'prod']);
    expect(extensionPoint.addSource.mock.calls[0][0]).toMatchObject({
      source: 'argocd',
      scopes: ['applications'],
      staleAfterMs: 45_000,
    });
    expect(
      extensionPoint.addDeliveryProvider.mock.calls.map(
        ([provider]) => provider.instance,
      ),
    ).toEqual(['lab', 'prod']);
    server.stop();
  });

  it('adds nothing without configuration', async () => {
    const { server } = await start(undefined);
    expect(extensionPoint.addSource).not.toHaveBeenCalled();
    server.stop();
  });

  it('fails to start with the key of a missing token', async () => {
    await expect(
      start({
        appLocatorMethods: [
          { type: 'config', instances: [{ ...instance, token: undefined }] },
        ],
      }),
    ).rejects.toThrow('argocd.appLocatorMethods[0].instances[0].token');
  });
});
