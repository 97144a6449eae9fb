/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SyncAttempt } from '@openpolicy/plugin-service-health-common';

/**
 * A row of `sync_attempts`. SQLite returns booleans as numbers.
 *
 * @internal
 */
export interface DbSyncAttemptsRow {
  id: string;
  entity_ref: string;
  idempotency_key: string;
  application_id: string;
  application: string;
  instance: string;
  requested_by: string;
  requested_at: string;
  outcome: SyncAttempt['outcome'];
  reason: string | null;
  prune: boolean | number;
  finished_at: string | null;
}
