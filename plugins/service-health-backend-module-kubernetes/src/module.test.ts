/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  ServiceHealthSource,
  serviceHealthExtensionPoint,
} from '@openpolicy/plugin-service-health-node';
import module from './index';

async function startWith(clusters: object[]) {
  const sources: ServiceHealthSource[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        serviceHealthExtensionPoint,
        {
          addSource: source => sources.push(source),
          addDeliveryProvider: () => {},
        },
      ],
    ],
    features: [
      module,
      mockServices.rootConfig.factory({
        data: {
          kubernetes: {
            clusterLocatorMethods: [{ type: 'config', clusters }],
          },
        },
      }),
    ],
  });
  await backend.stop();
  return sources;
}

const cluster = {
  name: 'lab',
  url: 'https://127.0.0.1:6443',
  authProvider: 'serviceAccount',
  serviceAccountToken: 'token',
};

describe('serviceHealthModuleKubernetes', () => {
  it('adds a source for each cluster', async () => {
    const sources = await startWith([cluster, { ...cluster, name: 'other' }]);
    expect(sources.map(({ source, instance }) => [source, instance])).toEqual([
      ['kubernetes', 'lab'],
      ['kubernetes', 'other'],
    ]);
  });

  it('does not start without a token and names its key', async () => {
    await expect(
      startWith([{ ...cluster, serviceAccountToken: undefined }]),
    ).rejects.toThrow(/clusters\[0\]\.serviceAccountToken/);
  });
});
