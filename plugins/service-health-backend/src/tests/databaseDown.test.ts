/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { makeApplication, makeEntity } from '../__testUtils__/builders';
import { startPortal } from '../__testUtils__/startPortal';

const GATEWAY = '/api/service-health/services/component/default/api-gateway';

describe('with the database down', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  it('goes on to show services, and sends no sync that it could not record', async () => {
    const knex = await databases.init('SQLITE_3');
    const portal = await startPortal({
      entities: [makeEntity('api-gateway')],
      knex,
    });
    portal.argocd.put(makeApplication('api-gateway'));
    portal.provider.setLive(makeApplication('api-gateway'));
    await knex.schema.dropTable('sync_attempts');

    expect((await request(portal.server).get(GATEWAY)).status).toBe(200);

    const list = await request(portal.server).get(`${GATEWAY}/syncs`);
    expect(list.status).toBe(503);

    const sync = await request(portal.server).post(`${GATEWAY}/syncs`).send({
      applicationId: 'app-lab-api-gateway',
      idempotencyKey: 'press-0001',
    });
    expect(sync.status).toBe(503);
    expect(sync.body.error.message).toContain(
      'nothing is sent without a record of it',
    );
    expect(portal.provider.sent).toEqual([]);
    expect(portal.audit).toMatchObject([{ status: 'failed' }]);
    await portal.stop();
  });
});
