/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';

/**
 * Why a source has no fresh data, in words fit for the page: no upstream body, no credential, no URL with one.
 *
 * @public
 */
export interface SourceFailure {
  /** One sentence: what failed, on which upstream, why. */
  reason: string;
  /** What the reader or the operator can do. */
  nextStep?: string;
  /** When the source tries again. */
  retryAt?: Date;
  /** True if nobody answered at all: an upstream that was never heard of may still be starting. */
  unreachable?: boolean;
}

/**
 * Where a source writes what it sees. The sink owns state and age; the source owns connection and retry.
 *
 * A scope is one list of one upstream ('pods', 'applications'). `replace` hands the array over: the source must not change it
 * afterwards. Each call of `replace`, `upsert`, `remove` and `bookmark` is also a sign of life of its scope.
 * No method throws.
 *
 * @public
 */
export interface ObservationSink {
  /** The whole list of a scope, as after a fresh LIST. */
  replace(scope: string, observations: Observation[]): void;
  /** Adds or changes one. */
  upsert(scope: string, observation: Observation): void;
  /** Removes one, by its key; unknown keys are ignored. */
  remove(scope: string, key: string): void;
  /** Upstream confirmed that nothing has changed. */
  bookmark(scope: string): void;
  /** The scope cannot be read at present. What was read before stays. */
  fail(scope: string, failure: SourceFailure): void;
}
