/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Time, as the package sees it. Ages are measured by the monotonic one, so that a step of the wall clock makes nothing look older or
 * fresher than it is.
 *
 * @internal
 */
export interface Clock {
  now(): Date;
  /** Milliseconds since some fixed moment; never goes back. */
  monotonicMs(): number;
}

/** @internal */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
