/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const FIRST_CEILING_MS = 2_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * Milliseconds to wait before attempt number `attempt` (0 is the first retry): full jitter between one second and a ceiling that doubles up
 * to one minute, so that a thousand tabs do not come back in the same second after a restart of the server.
 *
 * @internal
 */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_CEILING_MS * 2 ** attempt);
  return Math.round(SHORTEST_MS + random() * (ceiling - SHORTEST_MS));
}
