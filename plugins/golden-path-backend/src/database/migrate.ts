/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Where the migrations of this package are, also in a built backend. */
export const migrationsDirectory = resolvePackagePath(
  '@openpolicy/plugin-golden-path-backend',
  'migrations',
);

/**
 * Connects, and brings the schema up to date unless the operator does that by other means (`backend.database.skipMigrations`).
 *
 * @internal
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await client.migrate.latest({ directory: migrationsDirectory });
  }
  return client;
}
