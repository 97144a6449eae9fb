/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readdirSync } from 'node:fs';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrationsDirectory } from '../database/migrate';

const directory = { directory: migrationsDirectory };

async function up(knex: Knex, name: string) {
  const [, applied] = await knex.migrate.up({ ...directory, name });
  expect(applied).toEqual([name]);
}

describe('migrations', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    it('20261125_port_reservations.js goes up, down and up again', async () => {
      const knex = await databases.init(databaseId);
      const row = {
        id: '6f9d',
        pool: 'system:default/shop',
        port: 7042,
        service: 'coupons',
        reserved_by: 'user:default/ada',
        expires_at: '2026-11-25T22:00:07.000Z',
      };
      await up(knex, '20261125_port_reservations.js');
      await knex('port_reservations').insert(row);
      for (const second of [
        { ...row, id: 'other', service: 'wishes' },
        { ...row, id: 'other', port: 7043 },
      ]) {
        await expect(knex('port_reservations').insert(second)).rejects.toThrow(
          /unique/i,
        );
      }
      await expect(knex('port_reservations').select()).resolves.toEqual([row]);

      await knex.migrate.down(directory);
      await expect(knex.schema.hasTable('port_reservations')).resolves.toBe(
        false,
      );
      await up(knex, '20261125_port_reservations.js');
      await expect(knex('port_reservations').select()).resolves.toEqual([]);
    });

    it('all go up and down', async () => {
      const knex = await databases.init(databaseId);
      const files = readdirSync(migrationsDirectory);
      const [, applied] = await knex.migrate.latest(directory);
      expect(applied).toEqual(files.sort());
      await knex.migrate.rollback(directory, true);
      await expect(knex.schema.hasTable('port_reservations')).resolves.toBe(
        false,
      );
    });
  });
});
