/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TestDatabases } from '@backstage/backend-test-utils';
import { shopEntities } from '@openpolicy/plugin-golden-path-node/testUtils';
import { ApiServer } from '../__testUtils__/ApiServer';
import { startPortal, TestPortal } from '../__testUtils__/startPortal';

const SHOP = '/platforms/default/shop';
const RESERVATIONS = `${SHOP}/reservations`;

describe('ports of a platform', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  let running: TestPortal[] = [];
  const start = async (options?: Parameters<typeof startPortal>[0]) => {
    const portal = await startPortal(options);
    running.push(portal);
    return portal;
  };

  afterEach(async () => {
    await Promise.all(running.map(portal => portal.stop()));
    running = [];
  });

  it('are those of the pool that services use, forms have reserved and the cluster answers on', async () => {
    const apiServer = await ApiServer.start();
    apiServer.put('api/v1/namespaces/shop-platform/services/legacy', {
      spec: {
        ports: [
          { port: 7001, targetPort: 'http' },
          { port: 80, targetPort: 7002 },
        ],
      },
    });
    apiServer.put('api/v1/namespaces/shop-platform/services/cart', {
      spec: { ports: [{ port: 7013, targetPort: 7013 }] },
    });
    apiServer.put('api/v1/namespaces/other/services/far', {
      spec: { ports: [{ port: 7003 }] },
    });
    const portal = await start({
      goldenPath: { clusters: [apiServer.config] },
    });
    const reserved = await portal.post(RESERVATIONS, { service: 'coupons' });
    expect(reserved.status).toBe(201);
    expect(reserved.body).toMatchObject({
      port: 7000,
      service: 'coupons',
      outcome: 'reserved',
    });

    const { status, body } = await portal.get(`${SHOP}/ports`);
    expect(status).toBe(200);
    expect(body).toEqual({
      pool: { from: 7000, to: 7099 },
      next: 7003,
      reservationTtlSeconds: 3600,
      problems: [],
      ports: [
        {
          port: 7000,
          state: 'reserved',
          by: 'user:default/ada',
          name: 'coupons',
          expiresAt: reserved.body.expiresAt,
        },
        ...[7001, 7002].map(port => ({
          port,
          state: 'live',
          by: "Service 'shop-platform/legacy' in cluster 'stage-1'",
          name: 'legacy',
        })),
        {
          port: 7013,
          state: 'used',
          by: 'component:default/cart',
          name: 'cart',
        },
      ],
    });
    expect(apiServer.requests.every(line => line.startsWith('GET '))).toBe(
      true,
    );
    await apiServer.close();
  });

  it('can be taken while the cluster is down, and it is said that the cluster was not asked', async () => {
    const apiServer = await ApiServer.start();
    const { config } = apiServer;
    await apiServer.close();
    const portal = await start({ goldenPath: { clusters: [config] } });
    const { status, body } = await portal.get(`${SHOP}/ports`);
    expect(status).toBe(200);
    expect(body.problems).toEqual([
      "Cluster 'stage-1' cannot be asked: it cannot be reached (ECONNREFUSED)",
    ]);
    expect(JSON.stringify(body)).not.toContain(config.token);
    const reserved = await portal.post(RESERVATIONS, { service: 'coupons' });
    expect(reserved.status).toBe(201);
  });

  it('are renewed for who has them, refused to others, and given back', async () => {
    const portal = await start();
    const ask = (service: string, user?: string) =>
      portal.post(RESERVATIONS, { service, port: 7042 }, user);
    expect((await ask('coupons')).status).toBe(201);
    const again = await ask('coupons');
    expect(again.status).toBe(200);
    expect(again.body.outcome).toBe('renewed');

    const bob = 'user:default/bob';
    const other = await ask('wishes', bob);
    expect(other.status).toBe(409);
    expect(other.body.error.message).toMatch(
      /^Port 7042 is reserved by 'user:default\/ada' for 'coupons' until 20.*Z\. Take another one\.$/,
    );
    const same = await ask('coupons', bob);
    expect(same.status).toBe(409);
    expect(same.body.error.message).toContain(
      "'user:default/ada' is about to make a service 'coupons'",
    );
    const stolen = await portal.delete(`${RESERVATIONS}/7042`, bob);
    expect(stolen.status).toBe(403);

    expect((await portal.delete(`${RESERVATIONS}/7042`)).status).toBe(204);
    expect((await portal.delete(`${RESERVATIONS}/7042`)).status).toBe(404);
    expect((await ask('wishes', bob)).status).toBe(201);
    expect(
      portal.audit.map(({ eventId, status, meta }) => [
        eventId,
        status,
        meta.outcome ?? meta.port,
      ]),
    ).toEqual([
      ['port-reserve', 'succeeded', 'reserved'],
      ['port-reserve', 'succeeded', 'renewed'],
      ['port-reserve', 'failed', 7042],
      ['port-reserve', 'failed', 7042],
      ['port-release', 'failed', 7042],
      ['port-release', 'succeeded', 7042],
      ['port-release', 'failed', 7042],
      ['port-reserve', 'succeeded', 'reserved'],
    ]);
  });

  it('go to the same service again if it asks for any', async () => {
    const portal = await start();
    await portal.post(RESERVATIONS, { service: 'coupons', port: 7042 });
    const { body } = await portal.post(RESERVATIONS, { service: 'coupons' });
    expect(body).toMatchObject({ port: 7042, outcome: 'renewed' });
  });

  it('are given back by anybody once the catalog has the service', async () => {
    const portal = await start();
    await portal.post(RESERVATIONS, { service: 'cart', port: 7042 });
    const { status } = await portal.delete(
      `${RESERVATIONS}/7042`,
      'user:default/bob',
    );
    expect(status).toBe(204);
  });

  it.each([
    [
      { service: 'coupons', port: 7013 },
      409,
      "used by 'component:default/cart'",
    ],
    [{ service: 'coupons', port: 8000 }, 400, 'outside the pool 7000 to 7099'],
    [{ service: 'Coupons!' }, 400, "'service': is no name of a service"],
    [{ service: 'coupons', port: 70.5 }, 400, "'port'"],
    [{}, 400, "'service'"],
  ])('are not reserved by %j: %d', async (body, status, message) => {
    const portal = await start();
    const answer = await portal.post(RESERVATIONS, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(message);
  });

  it.each([
    ['/platforms/default/moon/ports', 404, "no System 'system:default/moon'"],
    ['/platforms/default/%2e%2e%2fshop/ports', 400, 'is no name of an entity'],
  ])('are not there for %s', async (path, status, message) => {
    const portal = await start();
    const answer = await portal.get(path);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(message);
  });

  it('end when the pool does', async () => {
    const entities = shopEntities('https://git.example.com/deploy.git');
    const spec = entities[1].spec as any;
    spec.platform.portPool = { from: 7012, to: 7014 };
    const portal = await start({ entities });
    for (const service of ['one', 'two']) {
      await portal.post(RESERVATIONS, { service });
    }
    const { status, body } = await portal.post(RESERVATIONS, {
      service: 'three',
    });
    expect(status).toBe(409);
    expect(body.error.message).toContain('Ask the platform team');
    expect((await portal.get(`${SHOP}/ports`)).body).not.toHaveProperty('next');
  });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    it('are twenty different ones for twenty requests at once, to two backends', async () => {
      const knex = await databases.init(databaseId);
      const first = await start({ knex });
      const second = await start({ knex });
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          [first, second][index % 2].post(
            RESERVATIONS,
            { service: `service-${index}` },
            `user:default/user-${index}`,
          ),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
      const ports = answers.map(({ body }) => body.port);
      expect(ports.sort((a, b) => a - b)).toEqual(
        // 7013 is used by a service.
        [...Array(21).keys()].map(n => 7000 + n).filter(port => port !== 7013),
      );
    });
  });
});
