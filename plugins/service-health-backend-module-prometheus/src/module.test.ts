/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { serviceHealthExtensionPoint } from '@openpolicy/plugin-service-health-node';
import { serviceHealthModulePrometheus } from './module';

describe('serviceHealthModulePrometheus', () => {
  const extensionPoint = {
    addSource: jest.fn(),
    addDeliveryProvider: jest.fn(),
  };

  beforeEach(() => jest.clearAllMocks());

  async function start(prometheus?: object) {
    return startTestBackend({
      extensionPoints: [[serviceHealthExtensionPoint, extensionPoint]],
      features: [
        serviceHealthModulePrometheus,
        mockServices.rootConfig.factory({
          data: prometheus ? ({ prometheus } as never) : {},
        }),
      ],
    });
  }

  it('adds a source for each instance', async () => {
    const url = 'http://127.0.0.1:1';
    const { server } = await start({
      instances: [
        { name: 'lab', url, alertmanagers: [{ url }], pollInterval: '7s' },
        { name: 'prod', url },
      ],
    });
    const sources = extensionPoint.addSource.mock.calls.map(([one]) => one);
    expect(sources).toMatchObject([
      {
        source: 'prometheus',
        instance: 'lab',
        scopes: ['alerts', 'rules', 'targets', 'notifications'],
        staleAfterMs: 28_000,
      },
      {
        instance: 'prod',
        scopes: ['alerts', 'rules', 'targets'],
        staleAfterMs: 20_000,
      },
    ]);
    server.stop();
  });

  it('adds nothing without configuration', async () => {
    const { server } = await start();
    expect(extensionPoint.addSource).not.toHaveBeenCalled();
    server.stop();
  });

  it('fails to start with the key of a missing url', async () => {
    await expect(start({ instances: [{ name: 'lab' }] })).rejects.toThrow(
      'prometheus.instances[0].url',
    );
  });
});
