/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

// @ts-check

/**
 * One row for each port that is taken for a service which is yet to be made. Times are ISO 8601 text in UTC: they sort as text, and no
 * database driver shifts them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('port_reservations', table => {
    table.comment('Ports taken for services that are yet to be made');
    table
      .string('id', 36)
      .primary()
      .comment('Tells whose insert won, if two come at once');
    table
      .string('pool', 255)
      .notNullable()
      .comment('Reference of the System whose pool it is');
    table.integer('port').notNullable();
    table.string('service', 63).notNullable();
    table
      .string('reserved_by', 512)
      .notNullable()
      .comment('Entity reference of the user');
    table.string('expires_at', 32).notNullable();
    table.unique(['pool', 'port'], {
      indexName: 'port_reservations_port_uniq',
    });
    table.unique(['pool', 'service'], {
      indexName: 'port_reservations_service_uniq',
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('port_reservations');
};
