/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SyncAttempt } from '@openpolicy/plugin-service-health-common';
import { Knex } from 'knex';
import { NewSyncAttempt, SyncLedger, SyncSettlement } from '../sync/SyncLedger';
import { DbSyncAttemptsRow } from './tables';

/** Longer than any reason that we write; upstream messages are cut to it. */
const MAX_REASON_LENGTH = 1_000;

/**
 * Keeps the ledger in the plugin's database. The unique key on entity and idempotency key, not a check beforehand, is what keeps two
 * replicas from starting the same sync twice.
 *
 * @internal
 */
export class DatabaseSyncLedger implements SyncLedger {
  readonly #client: Knex;

  private constructor(client: Knex) {
    this.#client = client;
  }

  static create(options: { client: Knex }): DatabaseSyncLedger {
    return new DatabaseSyncLedger(options.client);
  }

  async insert(
    attempt: NewSyncAttempt,
  ): Promise<{ result: 'inserted' | 'duplicate'; attempt: SyncAttempt }> {
    await this.#table()
      .insert({
        id: attempt.id,
        entity_ref: attempt.entityRef,
        idempotency_key: attempt.idempotencyKey,
        application_id: attempt.applicationId,
        application: attempt.application,
        instance: attempt.instance,
        requested_by: attempt.requestedBy,
        requested_at: attempt.requestedAt,
        outcome: 'requested',
        prune: attempt.prune,
      })
      .onConflict(['entity_ref', 'idempotency_key'])
      .ignore();
    const row = await this.#table()
      .where({
        entity_ref: attempt.entityRef,
        idempotency_key: attempt.idempotencyKey,
      })
      .first();
    if (!row) {
      throw new Error(
        `The attempt '${attempt.id}' was written and cannot be read back`,
      );
    }
    return {
      result: row.id === attempt.id ? 'inserted' : 'duplicate',
      attempt: toSyncAttempt(row),
    };
  }

  async settle(id: string, settlement: SyncSettlement): Promise<boolean> {
    const count = await this.#table()
      .where({ id })
      .whereNull('finished_at')
      .update({
        outcome: settlement.outcome,
        reason: settlement.reason?.slice(0, MAX_REASON_LENGTH) ?? null,
        finished_at: settlement.finishedAt ?? null,
      });
    return count > 0;
  }

  async list(entityRef: string, limit: number): Promise<SyncAttempt[]> {
    const rows = await this.#table()
      .where({ entity_ref: entityRef })
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(toSyncAttempt);
  }

  async listOpen(limit: number): Promise<SyncAttempt[]> {
    const rows = await this.#table()
      .whereNull('finished_at')
      .orderBy('requested_at', 'asc')
      .limit(limit);
    return rows.map(toSyncAttempt);
  }

  #table() {
    return this.#client<DbSyncAttemptsRow>('sync_attempts');
  }
}

function toSyncAttempt(row: DbSyncAttemptsRow): SyncAttempt {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    applicationId: row.application_id,
    application: row.application,
    instance: row.instance,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    prune: Boolean(row.prune),
    finishedAt: row.finished_at ?? undefined,
  };
}
