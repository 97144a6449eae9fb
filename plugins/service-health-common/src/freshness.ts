/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourceFreshness, SourceName } from './snapshot/types';

/**
 * What one scope of a source instance (one list of one upstream) has shown of itself.
 *
 * @public
 */
export interface ScopeSignal {
  /** When upstream last confirmed the scope's data; undefined if it was never heard of. */
  lastHeardAt?: Date;
  /** The failure since the last success, if attempts fail. */
  failure?: {
    since: Date;
    reason: string;
    nextStep?: string;
    retryAt?: Date;
  };
}

/**
 * What {@link getSourceFreshness} judges.
 *
 * @public
 */
export interface SourceFreshnessOptions {
  source: SourceName;
  instance: string;
  /** Milliseconds of silence after which a scope is stale. */
  staleAfterMs: number;
  /** All scopes that the source has announced; an instance is as fresh as the worst of them. */
  scopes: ScopeSignal[];
  now: Date;
}

/**
 * Says how fresh the data of one source instance is.
 *
 * @public
 */
export function getSourceFreshness(
  options: SourceFreshnessOptions,
): SourceFreshness {
  return {
    source: options.source,
    instance: options.instance,
    state: 'connecting',
  };
}
