/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDurationSeconds } from '../../spec/duration';

/** Twice as long as a duration of Prometheus, and half as long. */
export function otherDurations(text: string): string[] {
  const seconds = parseDurationSeconds(text)!;
  return [seconds * 2, seconds / 2].map(other =>
    // Prometheus knows no fractions.
    Number.isInteger(other) ? `${other}s` : `${other * 1000}ms`,
  );
}
