/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Time, as the package sees it.
 *
 * @internal
 */
export interface Clock {
  now(): Date;
}

/** @internal */
export const systemClock: Clock = { now: () => new Date() };
