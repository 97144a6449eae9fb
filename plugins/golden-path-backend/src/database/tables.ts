/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A row of `port_reservations`.
 *
 * @internal
 */
export interface DbPortReservationsRow {
  id: string;
  pool: string;
  port: number;
  service: string;
  reserved_by: string;
  expires_at: string;
}
