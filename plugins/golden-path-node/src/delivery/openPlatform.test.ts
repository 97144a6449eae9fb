/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { shopEntities } from '../testUtils/shop';
import { DeliveryTargets } from './DeliveryTargets';
import { openPlatform } from './openPlatform';

const REPOSITORY = 'https://git.example.com/shop/deploy.git';

const targetsOf = (...environments: object[]) =>
  DeliveryTargets.fromConfig(
    mockServices.rootConfig({
      data: { goldenPath: { delivery: { environments } } },
    }),
  );
const open = (
  systemRef: string,
  options: { targets?: DeliveryTargets; entities?: Entity[] } = {},
) =>
  openPlatform({
    catalog: catalogServiceMock({
      entities: options.entities ?? shopEntities(REPOSITORY),
    }),
    credentials: mockCredentials.user(),
    systemRef,
    targets: options.targets ?? targetsOf(),
  });

describe('openPlatform', () => {
  it('makes a model of what the catalog shows', async () => {
    const { model, findings } = await open('System:default/Shop');
    expect(model.system.entityRef).toBe('system:default/shop');
    expect(model.services.map(({ name }) => name)).toEqual(['cart']);
    expect([...model.groups.keys()]).toEqual(['group:default/shop-team']);
    expect(findings).toEqual([]);
  });

  it('leaves a broken service out and says what is wrong with it', async () => {
    const entities = shopEntities(REPOSITORY);
    (entities[2].spec as any).runtime.ports = 'none';
    const { model, findings } = await open('system:default/shop', { entities });
    expect(model.services).toEqual([]);
    expect(findings).toContainEqual(
      expect.objectContaining({ entityRef: 'component:default/cart' }),
    );
  });

  it.each(['system:default/nowhere', 'group:default/shop-team'])(
    "says that '%s' is no platform",
    async ref => {
      await expect(open(ref)).rejects.toThrow(
        `The catalog has no System '${ref}' with a valid spec.platform.`,
      );
    },
  );

  it('delivers where the platform says', async () => {
    const targets = targetsOf();
    const { model } = await open('system:default/shop', { targets });
    expect(targets.find(model, 'stage')).toEqual({
      environment: 'stage',
      repository: REPOSITORY,
      branch: 'main',
      cluster: 'stage-1',
    });
    expect(() => targets.find(model, 'prod')).toThrow(
      "'system:default/shop' has no environment 'prod'. Its environments are: stage.",
    );
  });

  it('delivers elsewhere where the configuration says so', async () => {
    const targets = targetsOf(
      {
        system: 'System:default/Shop',
        environment: 'stage',
        repository: 'http://127.0.0.1:7013/deploy.git',
        cluster: 'lab',
      },
      {
        system: 'system:default/other',
        environment: 'stage',
        repository: 'http://127.0.0.1:7017/other.git',
      },
    );
    const { model } = await open('system:default/shop', { targets });
    expect(model.system.spec.environments[0].repository).toBe(
      'http://127.0.0.1:7013/deploy.git',
    );
    expect(targets.find(model, 'stage')).toEqual({
      environment: 'stage',
      repository: 'http://127.0.0.1:7013/deploy.git',
      branch: 'main',
      cluster: 'lab',
    });
  });
});
