/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { readdirSync } from 'node:fs';
import { migrationsDirectory } from '../database/migrate';

const directory = { directory: migrationsDirectory };

/** Runs the migrations up to and with the given one, which must be the next. */
async function up(knex: Knex, name: string) {
  const [, applied] = await knex.migrate.up({ ...directory, name });
  expect(applied).toEqual([name]);
}

describe('migrations', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    it('20261123_sync_attempts.js goes up, down and up again', async () => {
      const knex = await databases.init(databaseId);
      const row = {
        id: '6f9d',
        entity_ref: 'component:default/api-gateway',
        idempotency_key: 'press-0001',
        application_id: 'app-1',
        application: 'api-gateway',
        instance: 'lab',
        requested_by: 'user:default/guest',
        requested_at: '2026-11-23T05:00:00.000Z',
        outcome: 'requested',
        prune: true,
      };
      await up(knex, '20261123_sync_attempts.js');
      await knex('sync_attempts').insert(row);
      await expect(
        knex('sync_attempts').insert({ ...row, id: 'other' }),
      ).rejects.toThrow(/unique/i);
      await expect(knex('sync_attempts').select('id')).resolves.toEqual([
        { id: '6f9d' },
      ]);

      await knex.migrate.down(directory);
      await expect(knex.schema.hasTable('sync_attempts')).resolves.toBe(false);
      await up(knex, '20261123_sync_attempts.js');
      await expect(knex('sync_attempts').select('id')).resolves.toEqual([]);
    });

    it('all go up and down', async () => {
      const knex = await databases.init(databaseId);
      const files = readdirSync(migrationsDirectory);
      const [, applied] = await knex.migrate.latest(directory);
      expect(applied).toEqual(files.sort());
      await knex.migrate.rollback(directory, true);
      await expect(knex.schema.hasTable('sync_attempts')).resolves.toBe(false);
    });
  });
});
