/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { NewSyncAttempt } from '../sync/SyncLedger';
import { DatabaseSyncLedger } from './DatabaseSyncLedger';
import { migrationsDirectory } from './migrate';

function makeAttempt(
  id: string,
  changes: Partial<NewSyncAttempt> = {},
): NewSyncAttempt {
  return {
    id,
    idempotencyKey: `key-${id}`,
    entityRef: 'component:default/api-gateway',
    applicationId: 'app-1',
    application: 'api-gateway',
    instance: 'lab',
    requestedBy: 'user:default/guest',
    requestedAt: `2026-11-23T05:00:0${id}.000Z`,
    prune: true,
    ...changes,
  };
}

describe('DatabaseSyncLedger', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  async function createLedger(databaseId: TestDatabaseId) {
    const client = await databases.init(databaseId);
    await client.migrate.latest({ directory: migrationsDirectory });
    return DatabaseSyncLedger.create({ client });
  }

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    it('writes an attempt and reads it back', async () => {
      const ledger = await createLedger(databaseId);
      const { idempotencyKey: _, ...attempt } = makeAttempt('1');
      await expect(ledger.insert(makeAttempt('1'))).resolves.toEqual({
        result: 'inserted',
        attempt: { ...attempt, outcome: 'requested' },
      });
      await expect(ledger.list(attempt.entityRef, 50)).resolves.toEqual([
        { ...attempt, outcome: 'requested' },
      ]);
    });

    it('writes one row for a key, whoever comes first', async () => {
      const ledger = await createLedger(databaseId);
      const results = await Promise.all(
        ['1', '2', '3', '4'].map(id =>
          ledger.insert(makeAttempt(id, { idempotencyKey: 'same' })),
        ),
      );
      expect(results.map(({ result }) => result).sort()).toEqual([
        'duplicate',
        'duplicate',
        'duplicate',
        'inserted',
      ]);
      const ids = new Set(results.map(({ attempt }) => attempt.id));
      expect(ids.size).toBe(1);
    });

    it('lets another entity use the same key', async () => {
      const ledger = await createLedger(databaseId);
      await ledger.insert(makeAttempt('1', { idempotencyKey: 'same' }));
      const other = await ledger.insert(
        makeAttempt('2', {
          idempotencyKey: 'same',
          entityRef: 'component:default/etl-service',
        }),
      );
      expect(other.result).toBe('inserted');
    });

    it('lists the newest first, of one entity, as many as asked for', async () => {
      const ledger = await createLedger(databaseId);
      for (const id of ['1', '3', '2']) {
        await ledger.insert(makeAttempt(id));
      }
      await ledger.insert(makeAttempt('4', { entityRef: 'component:x/y' }));
      const listed = await ledger.list('component:default/api-gateway', 2);
      expect(listed.map(({ id }) => id)).toEqual(['3', '2']);
    });

    it('notes what is learned until the attempt is finished', async () => {
      const ledger = await createLedger(databaseId);
      await ledger.insert(makeAttempt('1'));
      await ledger.insert(makeAttempt('2'));
      await expect(ledger.settle('1', { outcome: 'accepted' })).resolves.toBe(
        true,
      );
      await ledger.settle('1', {
        outcome: 'succeeded',
        reason: 'x'.repeat(5_000),
        finishedAt: '2026-11-23T05:00:09.000Z',
      });
      await expect(ledger.settle('1', { outcome: 'accepted' })).resolves.toBe(
        false,
      );
      const [, first] = await ledger.list('component:default/api-gateway', 2);
      expect(first).toMatchObject({
        outcome: 'succeeded',
        finishedAt: '2026-11-23T05:00:09.000Z',
      });
      expect(first.reason).toHaveLength(1_000);
      const open = await ledger.listOpen(10);
      expect(open.map(({ id }) => id)).toEqual(['2']);
    });
  });
});
