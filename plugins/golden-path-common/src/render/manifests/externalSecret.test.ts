/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

describe('the ExternalSecret', () => {
  const runtime = {
    secrets: [
      { key: 'card-key', path: 'shop/checkout/card-key' },
      { key: 'db-password', path: 'shop/checkout/db' },
    ],
  };
  const { metadata, spec } = renderKind('ExternalSecret', runtime, {
    secrets: { name: 'vault', kind: 'SecretStore', refreshInterval: '17m' },
  });

  it('copies each value from the store of the platform', () => {
    expect(spec).toMatchObject({
      refreshInterval: '17m',
      secretStoreRef: { kind: 'SecretStore', name: 'vault' },
      data: [
        {
          secretKey: 'card-key',
          remoteRef: { key: 'shop/checkout/card-key' },
        },
        { secretKey: 'db-password', remoteRef: { key: 'shop/checkout/db' } },
      ],
    });
  });

  it('owns the Secret that the pods mount, and leaves it when the store is empty', () => {
    expect(metadata.name).toBe('checkout-secrets');
    expect(spec.target).toMatchObject({
      name: 'checkout-secrets',
      creationPolicy: 'Owner',
      deletionPolicy: 'Retain',
    });
  });

  // CRD of external-secrets 1.3.2: fields with a default.
  it('says all that its operator would fill in', () => {
    expect(spec.target.template).toMatchObject({
      engineVersion: 'v2',
      mergePolicy: 'Replace',
    });
    for (const { remoteRef } of spec.data) {
      expect(remoteRef).toMatchObject({
        conversionStrategy: 'Default',
        decodingStrategy: 'None',
        metadataPolicy: 'None',
      });
    }
  });

  it("keeps Argo CD's marks off the Secret", () => {
    expect(spec.target.template.metadata).toEqual({
      labels: expect.objectContaining({
        'backstage.io/kubernetes-id': 'checkout',
      }),
      annotations: {},
    });
  });

  it('is not there for a service without secrets', () => {
    expect(renderObjects()['ExternalSecret/checkout-secrets']).toBeUndefined();
  });
});
