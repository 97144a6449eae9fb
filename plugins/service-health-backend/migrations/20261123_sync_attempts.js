/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

// @ts-check

/**
 * One row for each attempt to sync an application. Times are ISO 8601 text in UTC: they sort as text, and no database driver shifts them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('sync_attempts', table => {
    table.comment('Attempts to sync an application, one row each');
    table
      .string('id', 36)
      .primary()
      .comment('Our request id, also written into the operation of Argo CD');
    table.string('entity_ref', 512).notNullable();
    table
      .string('idempotency_key', 128)
      .notNullable()
      .comment('Chosen by the client; the same key never starts a second sync');
    table.string('application_id', 255).notNullable();
    table.string('application', 255).notNullable();
    table.string('instance', 255).notNullable();
    table
      .string('requested_by', 512)
      .notNullable()
      .comment('Entity reference of the user');
    table.string('requested_at', 32).notNullable();
    table.string('outcome', 16).notNullable();
    table.text('reason').nullable();
    table.boolean('prune').notNullable();
    table
      .string('finished_at', 32)
      .nullable()
      .comment('Null while the end of the attempt is not known');
    table.unique(['entity_ref', 'idempotency_key'], {
      indexName: 'sync_attempts_idempotency_key_uniq',
    });
    table.index(['entity_ref', 'requested_at'], 'sync_attempts_entity_idx');
    table.index(['finished_at', 'requested_at'], 'sync_attempts_open_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('sync_attempts');
};
