/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { contextOf, renderPlaced, Runtime } from '../../testing/renderObjects';
import { renderServiceManifests } from '../renderPlatform';

const configMap = (runtime: Runtime = {}, platform: object = {}): any =>
  renderPlaced(runtime, platform).find(
    ({ path }) => path === 'services/checkout/configmap.yaml',
  )!.manifest;

describe('the ConfigMap', () => {
  it('takes variables from the platform, the dependencies and the service, the last of which wins', () => {
    const service = makeService({
      runtime: {
        env: { REGION: 'here' },
        dependencies: [
          { ref: 'component:ledger' },
          { ref: 'resource:redis', env: 'CACHE_URL' },
          { ref: 'component:nowhere' },
        ],
      },
    });
    const ledger = makeService({
      name: 'ledger',
      runtime: { ports: [{ name: 'grpc', port: 7017 }] },
    });
    const model = makeModel([service, ledger], {
      env: { REGION: 'there', LOG_LEVEL: 'INFO' },
    });
    const { data } = renderServiceManifests(contextOf(model, 'checkout')).find(
      ({ kind }) => kind === 'ConfigMap',
    )! as any;
    expect(Object.entries(data)).toEqual([
      ['CACHE_URL', 'redis://redis.shop-platform.svc.cluster.local:6379'],
      ['ENVIRONMENT', 'stage'],
      ['LEDGER_URL', 'grpc://ledger.shop-platform.svc.cluster.local:7017'],
      ['LOG_LEVEL', 'INFO'],
      ['REGION', 'here'],
      ['SERVICE_NAME', 'checkout'],
    ]);
  });

  it('is never changed but replaced by one of another name', () => {
    const before = configMap({ env: { DEPTH: '3' } });
    const after = configMap({ env: { DEPTH: '7' } });
    expect(before.immutable).toBe(true);
    expect(before.metadata.name).toMatch(/^checkout-config-[0-9a-f]{8}$/);
    expect(after.metadata.name).toMatch(/^checkout-config-[0-9a-f]{8}$/);
    expect(after.metadata.name).not.toBe(before.metadata.name);
  });

  it('is the same one after a release that changes no variable', () => {
    expect(configMap({ image: { tag: '1.7.0' } }).metadata.name).toBe(
      configMap({ image: { tag: '1.3.0' } }).metadata.name,
    );
  });

  it('holds no secret, and not where one lies', () => {
    expect(
      JSON.stringify(
        configMap({ secrets: [{ key: 'card-key', path: 'shop/card-key' }] })
          .data,
      ),
    ).not.toContain('card-key');
  });
});
