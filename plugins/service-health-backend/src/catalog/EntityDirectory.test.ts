/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { makeEntity } from '../__testUtils__/builders';
import { DirectoryChange, EntityDirectory } from './EntityDirectory';

describe('EntityDirectory', () => {
  const credentials = mockCredentials.user();

  function create(
    catalog: Parameters<typeof EntityDirectory.create>[0]['catalog'],
  ) {
    const logger = mockServices.logger.mock();
    const directory = EntityDirectory.create({
      catalog,
      auth: mockServices.auth(),
      logger,
    });
    const changes: DirectoryChange[] = [];
    directory.onChange(change => changes.push(change));
    return { directory, changes, logger };
  }

  it('reads all pages of Components, with their claims and full references', async () => {
    const entities = Array.from({ length: 1_203 }, (_, index) =>
      makeEntity(`service-${index}`),
    );
    const { directory } = create(
      catalogServiceMock({
        entities: [...entities, { ...makeEntity('an-api'), kind: 'API' }],
      }),
    );
    await directory.refresh();
    expect([...directory.all()]).toHaveLength(1_203);
    expect(directory.get('component:default/service-7')).toEqual({
      entityRef: 'component:default/service-7',
      name: 'service-7',
      namespace: 'default',
      title: undefined,
      owner: 'group:default/platform-team',
      system: 'system:default/openpolicy-platform',
      claims: {
        kubernetesId: 'service-7',
        kubernetesLabelSelector: undefined,
        kubernetesNamespace: undefined,
        applicationNames: ['service-7'],
        applicationSelector: undefined,
      },
    });
  });

  describe('says how fresh it is', () => {
    let ms: number;
    const clock = {
      now: () => new Date(Date.UTC(2026, 10, 23) + ms),
      monotonicMs: () => ms,
    };

    function createOf(queryEntities: () => Promise<any>) {
      ms = 0;
      return EntityDirectory.create({
        catalog: catalogServiceMock.mock({ queryEntities }),
        auth: mockServices.auth(),
        logger: mockServices.logger.mock(),
        clock,
      });
    }
    const page = (...items: any[]) => ({
      items,
      totalItems: items.length,
      pageInfo: {},
    });

    it('as connecting while a catalog that has just started is still empty', async () => {
      const directory = createOf(async () => page());
      expect(directory.freshness().state).toBe('connecting');
      await directory.refresh();
      expect(directory.freshness().state).toBe('connecting');
      ms = 30_000;
      expect(directory.freshness().state).toBe('live');
    });

    it('as live with the time of the last good read', async () => {
      const directory = createOf(async () => page(makeEntity('alpha')));
      ms = 1_500;
      await directory.refresh();
      expect(directory.freshness()).toEqual({
        source: 'catalog',
        instance: 'catalog',
        state: 'live',
        observedAt: '2026-11-23T00:00:01.500Z',
      });
    });

    it('as failed, with the last good read, while the catalog is down', async () => {
      let down = false;
      const directory = createOf(async () => {
        if (down) throw new Error('down');
        return page(makeEntity('alpha'));
      });
      await directory.refresh();
      down = true;
      ms = 31_000;
      await directory.refresh();
      expect(directory.freshness()).toMatchObject({
        state: 'failed',
        observedAt: '2026-11-23T00:00:00.000Z',
        reason: expect.stringContaining('catalog does not answer'),
      });
    });
  });

  it('reads the index with its own credentials', async () => {
    const catalog = catalogServiceMock.mock({
      queryEntities: async () => ({ items: [], totalItems: 0, pageInfo: {} }),
    });
    await create(catalog).directory.refresh();
    expect(catalog.queryEntities).toHaveBeenCalledWith(
      expect.objectContaining({ filter: { kind: 'component' } }),
      {
        credentials: expect.objectContaining({
          principal: expect.objectContaining({ type: 'service' }),
        }),
      },
    );
  });

  it('tells only what has changed', async () => {
    let items = [makeEntity('alpha'), makeEntity('beta')];
    const { directory, changes } = create(
      catalogServiceMock.mock({
        queryEntities: async () => ({
          items,
          totalItems: items.length,
          pageInfo: {},
        }),
      }),
    );
    await directory.refresh();
    await directory.refresh();
    items = [makeEntity('beta', { owner: 'group:default/data-team' })];
    await directory.refresh();
    expect(
      changes.map(({ changed, removed }) => ({
        changed: changed.map(({ name }) => name),
        removed,
      })),
    ).toEqual([
      { changed: ['alpha', 'beta'], removed: [] },
      { changed: ['beta'], removed: ['component:default/alpha'] },
    ]);
  });

  it('keeps the last known entities while the catalog is down, and warns once', async () => {
    let down = false;
    const { directory, logger } = create(
      catalogServiceMock.mock({
        queryEntities: async () => {
          if (down) {
            throw new Error('connection refused');
          }
          return {
            items: [makeEntity('alpha')],
            totalItems: 1,
            pageInfo: {},
          };
        },
      }),
    );
    await directory.refresh();
    down = true;
    await directory.refresh();
    await directory.refresh();
    expect(directory.get('component:default/alpha')).toBeDefined();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    down = false;
    await directory.refresh();
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it("looks up a new entity with the user's credentials", async () => {
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async () => makeEntity('fresh'),
    });
    const { directory, changes } = create(catalog);
    await expect(
      directory.lookup('component:default/fresh', { credentials }),
    ).resolves.toMatchObject({ name: 'fresh' });
    expect(catalog.getEntityByRef).toHaveBeenCalledWith(
      'component:default/fresh',
      { credentials },
    );
    await directory.lookup('component:default/fresh', { credentials });
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(1);
    expect(changes).toHaveLength(1);
  });

  it('does not lose an entity that was looked up while a refresh was under way', async () => {
    let answer: (() => void) | undefined;
    const { directory } = create(
      catalogServiceMock.mock({
        getEntityByRef: async () => makeEntity('fresh'),
        queryEntities: async () => {
          await new Promise<void>(resolve => {
            answer = resolve;
          });
          return { items: [], totalItems: 0, pageInfo: {} };
        },
      }),
    );
    const refresh = directory.refresh();
    await directory.lookup('component:default/fresh', { credentials });
    answer?.();
    await refresh;
    expect(directory.get('component:default/fresh')).toBeDefined();
  });

  it('knows nothing of other kinds', async () => {
    const { directory } = create(
      catalogServiceMock({ entities: [{ ...makeEntity('x'), kind: 'API' }] }),
    );
    await expect(
      directory.lookup('api:default/x', { credentials }),
    ).resolves.toBeUndefined();
  });

  it('says that the catalog does not answer', async () => {
    const { directory } = create(
      catalogServiceMock.mock({
        getEntityByRef: async () => {
          throw new Error('connection refused');
        },
      }),
    );
    await expect(
      directory.lookup('component:default/x', { credentials }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining("'component:default/x'"),
    });
  });
});
