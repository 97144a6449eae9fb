/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  Reservation,
  ReservationStore,
  ReserveResult,
} from '../ports/ReservationStore';
import { DbPortReservationsRow } from './tables';

/** How often a row may vanish between a lost insert and the look at who won. */
const ATTEMPTS = 5;

/**
 * Keeps reservations in the plugin's database. The unique keys on pool and port, and on pool and service, not a check beforehand, are
 * what keeps two requests from taking the same port.
 *
 * @internal
 */
export class DatabaseReservationStore implements ReservationStore {
  readonly #client: Knex;

  private constructor(client: Knex) {
    this.#client = client;
  }

  static create(options: { client: Knex }): DatabaseReservationStore {
    return new DatabaseReservationStore(options.client);
  }

  async reserve(wanted: Reservation, now: Date): Promise<ReserveResult> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      await this.#removeExpired(wanted, now);
      const id = randomUUID();
      await this.#table()
        .insert({ id, ...toRow(wanted) })
        .onConflict()
        .ignore();
      const rows = await this.#inTheWay(wanted);
      if (rows.some(row => row.id === id)) {
        return { outcome: 'reserved', reservation: wanted };
      }
      const foreign = rows.find(
        row =>
          row.service !== wanted.service ||
          row.reserved_by !== wanted.reservedBy,
      );
      if (foreign) {
        return { outcome: 'taken', holder: toReservation(foreign) };
      }
      const [own] = rows;
      if (own && (await this.#moveTo(own, wanted))) {
        return {
          outcome: own.port === wanted.port ? 'renewed' : 'reserved',
          reservation: wanted,
        };
      }
    }
    throw new Error(
      `Reservations of port ${wanted.port} came and went too quickly`,
    );
  }

  async list(pool: string, now: Date): Promise<Reservation[]> {
    const rows = await this.#table()
      .where({ pool })
      .where('expires_at', '>', now.toISOString())
      .orderBy('port', 'asc');
    return rows.map(toReservation);
  }

  async release(reservation: Reservation): Promise<boolean> {
    const { pool, port, service, reserved_by } = toRow(reservation);
    const count = await this.#table()
      .where({ pool, port, service, reserved_by })
      .delete();
    return count > 0;
  }

  #inTheWay({ pool, port, service }: Reservation) {
    return this.#table()
      .where({ pool })
      .where(either => either.where({ port }).orWhere({ service }));
  }

  async #removeExpired(wanted: Reservation, now: Date): Promise<void> {
    await this.#inTheWay(wanted)
      .where('expires_at', '<=', now.toISOString())
      .delete();
  }

  /** False if the row is gone, or somebody took the port meanwhile. */
  async #moveTo(
    own: DbPortReservationsRow,
    wanted: Reservation,
  ): Promise<boolean> {
    try {
      const count = await this.#table()
        .where({ id: own.id, port: own.port })
        .update({ port: wanted.port, expires_at: wanted.expiresAt });
      return count > 0;
    } catch (error) {
      if (isUniqueViolation(error)) {
        return false;
      }
      throw error;
    }
  }

  #table() {
    return this.#client<DbPortReservationsRow>('port_reservations');
  }
}

function isUniqueViolation(error: unknown): boolean {
  const { code } = error as { code?: string };
  // PostgreSQL's unique_violation, and SQLite's.
  return code === '23505' || Boolean(code?.startsWith('SQLITE_CONSTRAINT'));
}

function toRow(reservation: Reservation): Omit<DbPortReservationsRow, 'id'> {
  return {
    pool: reservation.pool,
    port: reservation.port,
    service: reservation.service,
    reserved_by: reservation.reservedBy,
    expires_at: reservation.expiresAt,
  };
}

function toReservation(row: DbPortReservationsRow): Reservation {
  return {
    pool: row.pool,
    port: row.port,
    service: row.service,
    reservedBy: row.reserved_by,
    expiresAt: row.expires_at,
  };
}
