/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const DURATION = /^(\d+)(ms|s|m|h|d)$/;

const SECONDS: Record<string, number> = {
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
};

/**
 * Reads a Prometheus duration of one unit, such as `30s` or `5m`.
 *
 * @returns the duration in seconds, or undefined if the text is no duration
 * @public
 */
export function parseDurationSeconds(text: string): number | undefined {
  const match = DURATION.exec(text);
  return match ? Number(match[1]) * SECONDS[match[2]] : undefined;
}

/**
 * Writes a duration of an alert as a person would say it: `30s` becomes
 * "30 seconds", `1m` becomes "1 minute". A text that is no duration comes back
 * as it is.
 *
 * @internal
 */
export function describeDuration(text: string): string {
  const words: Record<string, string> = {
    ms: 'millisecond',
    s: 'second',
    m: 'minute',
    h: 'hour',
    d: 'day',
  };
  const match = DURATION.exec(text);
  if (!match) {
    return text;
  }
  return `${match[1]} ${words[match[2]]}${match[1] === '1' ? '' : 's'}`;
}
