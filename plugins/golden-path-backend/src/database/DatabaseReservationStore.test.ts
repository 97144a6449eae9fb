/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Reservation } from '../ports/ReservationStore';
import { DatabaseReservationStore } from './DatabaseReservationStore';
import { migrationsDirectory } from './migrate';

const NOW = new Date('2026-11-25T21:00:07.000Z');
const LATER = '2026-11-25T22:00:07.000Z';
const POOL = 'system:default/shop';

const wanted = (changes: Partial<Reservation> = {}): Reservation => ({
  pool: POOL,
  port: 7042,
  service: 'coupons',
  reservedBy: 'user:default/ada',
  expiresAt: LATER,
  ...changes,
});

describe('DatabaseReservationStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  async function createStore(databaseId: TestDatabaseId) {
    const client = await databases.init(databaseId);
    await client.migrate.latest({ directory: migrationsDirectory });
    return DatabaseReservationStore.create({ client });
  }

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    it('takes a free port, and keeps it for who has it', async () => {
      const store = await createStore(databaseId);
      await expect(store.reserve(wanted(), NOW)).resolves.toEqual({
        outcome: 'reserved',
        reservation: wanted(),
      });
      const longer = wanted({ expiresAt: '2026-11-25T23:00:07.000Z' });
      await expect(store.reserve(longer, NOW)).resolves.toEqual({
        outcome: 'renewed',
        reservation: longer,
      });
      await expect(store.list(POOL, NOW)).resolves.toEqual([longer]);
    });

    it.each([
      ['another service', { service: 'wishes' }],
      ['another user', { reservedBy: 'user:default/bob' }],
      [
        'another user on another port',
        { reservedBy: 'user:default/bob', port: 7043 },
      ],
    ])('says to %s who has it', async (_, changes) => {
      const store = await createStore(databaseId);
      await store.reserve(wanted(), NOW);
      await expect(store.reserve(wanted(changes), NOW)).resolves.toEqual({
        outcome: 'taken',
        holder: wanted(),
      });
    });

    it('lets a user change to another port, which frees the first', async () => {
      const store = await createStore(databaseId);
      await store.reserve(wanted(), NOW);
      await store.reserve(wanted({ port: 7043 }), NOW);
      await expect(store.list(POOL, NOW)).resolves.toEqual([
        wanted({ port: 7043 }),
      ]);
      const other = wanted({ service: 'wishes' });
      await expect(store.reserve(other, NOW)).resolves.toMatchObject({
        outcome: 'reserved',
      });
    });

    it('keeps the first port of who changes to one that is taken', async () => {
      const store = await createStore(databaseId);
      const other = wanted({ service: 'wishes', port: 7043 });
      await store.reserve(wanted(), NOW);
      await store.reserve(other, NOW);
      await expect(store.reserve(wanted({ port: 7043 }), NOW)).resolves.toEqual(
        { outcome: 'taken', holder: other },
      );
      await expect(store.list(POOL, NOW)).resolves.toEqual([wanted(), other]);
    });

    it('gives a port of another pool to anybody', async () => {
      const store = await createStore(databaseId);
      await store.reserve(wanted(), NOW);
      const other = wanted({
        pool: 'system:default/bank',
        reservedBy: 'user:default/bob',
      });
      await expect(store.reserve(other, NOW)).resolves.toMatchObject({
        outcome: 'reserved',
      });
      await expect(store.list(POOL, NOW)).resolves.toEqual([wanted()]);
    });

    it('forgets what has ended, of the port and of the service', async () => {
      const store = await createStore(databaseId);
      const ended = '2026-11-25T21:00:07.000Z';
      const bob = 'user:default/bob';
      await store.reserve(wanted({ expiresAt: ended }), NOW);
      await store.reserve(
        wanted({ port: 7043, service: 'wishes', expiresAt: ended }),
        NOW,
      );
      await expect(store.list(POOL, NOW)).resolves.toEqual([]);
      const mine = wanted({ service: 'wishes', reservedBy: bob });
      await expect(store.reserve(mine, NOW)).resolves.toEqual({
        outcome: 'reserved',
        reservation: mine,
      });
    });

    it('gives back only what is still the same reservation', async () => {
      const store = await createStore(databaseId);
      await store.reserve(wanted(), NOW);
      await expect(
        store.release(wanted({ reservedBy: 'user:default/bob' })),
      ).resolves.toBe(false);
      await expect(store.release(wanted())).resolves.toBe(true);
      await expect(store.release(wanted())).resolves.toBe(false);
      await expect(store.list(POOL, NOW)).resolves.toEqual([]);
    });

    it('lets one of twenty have a port, whoever comes first', async () => {
      const store = await createStore(databaseId);
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.reserve(wanted({ service: `service-${index}` }), NOW),
        ),
      );
      const outcomes = results.map(({ outcome }) => outcome);
      expect(outcomes.filter(outcome => outcome === 'reserved')).toHaveLength(
        1,
      );
      expect(outcomes.filter(outcome => outcome === 'taken')).toHaveLength(19);
    });

    it('lets a service have one port, whichever is asked for first', async () => {
      const store = await createStore(databaseId);
      await Promise.all(
        Array.from({ length: 7 }, (_, index) =>
          store.reserve(
            wanted({
              port: 7050 + index,
              reservedBy: `user:default/u${index}`,
            }),
            NOW,
          ),
        ),
      );
      await expect(store.list(POOL, NOW)).resolves.toHaveLength(1);
    });
  });
});
