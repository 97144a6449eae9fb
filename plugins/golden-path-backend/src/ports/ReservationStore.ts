/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A port that is taken for a service which is yet to be made.
 *
 * @internal
 */
export interface Reservation {
  /** Reference of the System whose pool it is. */
  pool: string;
  port: number;
  /** Name of the service. */
  service: string;
  /** Reference of the user. */
  reservedBy: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
}

/**
 * What came of a try to take a port. `taken` says who has the port, or which other port the service has by somebody else.
 *
 * @internal
 */
export type ReserveResult =
  | { outcome: 'reserved' | 'renewed'; reservation: Reservation }
  | { outcome: 'taken'; holder: Reservation };

/**
 * Keeps reservations, each for a time. Safe against requests that come at once, to any number of backends.
 *
 * @internal
 */
export interface ReservationStore {
  /**
   * Takes a port for a service. A user who has another port for the same service changes to this one; who has this one already keeps it
   * for longer.
   *
   * @param now - what ended before it counts no more
   */
  reserve(reservation: Reservation, now: Date): Promise<ReserveResult>;
  /** Those of a pool that have not ended, by port. */
  list(pool: string, now: Date): Promise<Reservation[]>;
  /** Gives back exactly this reservation; false if it is no more. */
  release(reservation: Reservation): Promise<boolean>;
}
