/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { shortenApiMessage } from './shortenApiMessage';

const MAX_QUOTED = 240;

/**
 * Upstream's text made fit for a sentence on the page: one line, at most 240 characters, without closing full stops. Values
 * that nobody can read go first, so that what matters is not cut off behind them.
 *
 * @internal
 */
export function quoteUpstream(text: string): string {
  const line = shortenApiMessage(text.replace(/\s+/g, ' ').trim());
  const short =
    line.length > MAX_QUOTED ? `${line.slice(0, MAX_QUOTED - 1)}…` : line;
  return short.replace(/\.+$/, '');
}

/**
 * `1 pod`, `2 pods`.
 *
 * @internal
 */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * The first few of a list, and how many more there are: `a, b and 3 more`.
 *
 * @internal
 */
export function listSome(items: readonly string[], limit: number): string {
  const shown = items.slice(0, limit).join(', ');
  const more = items.length - limit;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * A time for a sentence: `12:04:05 UTC` on the day of `now`, else with its date. Absolute, so that the sentence does not change with the
 * clock.
 *
 * @internal
 */
export function formatTime(iso: string, now: Date): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) {
    return 'an unknown time';
  }
  const [date, clock] = time.toISOString().split('T');
  const [today] = now.toISOString().split('T');
  const seconds = clock.slice(0, 8);
  return date === today ? `${seconds} UTC` : `${date} ${seconds} UTC`;
}

/**
 * How long something has lasted, in whole minutes, hours or days, so that the sentence changes once a minute at most.
 *
 * @returns undefined for less than a minute
 * @internal
 */
export function formatDuration(
  sinceIso: string | undefined,
  now: Date,
): string | undefined {
  const elapsedMs = sinceIso ? now.getTime() - Date.parse(sinceIso) : NaN;
  const minutes = Math.floor(elapsedMs / 60_000);
  if (!(minutes >= 1)) {
    return undefined;
  }
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/**
 * A revision as people write it: seven characters of a commit, `sha256:` and seven of a digest, anything else whole.
 *
 * @public
 */
export function shortRevision(revision: string): string {
  if (/^[0-9a-f]{40}$/.test(revision)) {
    return revision.slice(0, 7);
  }
  const digest = /^(sha256:[0-9a-f]{7})[0-9a-f]{57}$/.exec(revision);
  return digest ? digest[1] : revision;
}

/**
 * Compares two texts by code unit, for sorting. Unlike `localeCompare` the same on every machine.
 *
 * @internal
 */
export function compareText(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
