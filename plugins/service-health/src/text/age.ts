/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A duration in one unit, as people say it: "12 s", "3 min", "5 h", "9 d". Negative ones, from clocks that disagree, are "0 s".
 *
 * @internal
 */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 90 * SECOND) {
    return `${Math.floor(ms / SECOND)} s`;
  }
  if (ms < 90 * MINUTE) {
    return `${Math.floor(ms / MINUTE)} min`;
  }
  if (ms < 48 * HOUR) {
    return `${Math.floor(ms / HOUR)} h`;
  }
  return `${Math.floor(ms / DAY)} d`;
}

/**
 * How long ago `time` (ISO 8601) was, without "ago"; undefined if it is no time.
 *
 * @internal
 */
export function formatAge(
  time: string | undefined,
  now: Date,
): string | undefined {
  const then = time === undefined ? NaN : Date.parse(time);
  return Number.isNaN(then) ? undefined : formatDuration(now.getTime() - then);
}

/**
 * A point in time in the reader's zone and in UTC, for a tooltip.
 *
 * @internal
 */
export function formatAbsolute(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) {
    return time;
  }
  return `${date.toLocaleString()} (${date
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')} UTC)`;
}
