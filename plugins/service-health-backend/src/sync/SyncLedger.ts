/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SyncAttempt } from '@openpolicy/plugin-service-health-common';

/**
 * An attempt that is about to be made.
 *
 * @internal
 */
export type NewSyncAttempt = Omit<
  SyncAttempt,
  'outcome' | 'reason' | 'finishedAt'
> & { idempotencyKey: string };

/**
 * What is learned of an attempt.
 *
 * @internal
 */
export interface SyncSettlement {
  outcome: SyncAttempt['outcome'];
  reason?: string;
  /** Set when nothing more is to be learned. */
  finishedAt?: string;
}

/**
 * Remembers each attempt to sync, over restarts and for all replicas.
 *
 * @internal
 */
export interface SyncLedger {
  /**
   * Writes an attempt before anything is sent. `duplicate` means that the entity has an attempt with the same key: that one is returned, and
   * nothing was written.
   */
  insert(
    attempt: NewSyncAttempt,
  ): Promise<{ result: 'inserted' | 'duplicate'; attempt: SyncAttempt }>;

  /**
   * Notes what was learned, unless the attempt is finished.
   *
   * @returns whether a row was changed
   */
  settle(id: string, settlement: SyncSettlement): Promise<boolean>;

  /** The attempts of an entity, newest first. */
  list(entityRef: string, limit: number): Promise<SyncAttempt[]>;

  /** Attempts whose end is not known, oldest first. */
  listOpen(limit: number): Promise<SyncAttempt[]>;
}
