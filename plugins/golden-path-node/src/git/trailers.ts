/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Lines at the end of a commit's message that say what made it: the proof that what a
 * task made is its own.
 *
 * @public
 */
export const TRAILERS = {
  /** Id of the task. Every commit of the portal's has it. */
  task: 'Backstage-Task',
  user: 'Backstage-User',
  /** What the task made that was not there before, as `service coupons`. */
  made: 'Golden-Path-Made',
  /** A file that was merged with what people had written in it; one line for each. */
  merged: 'Golden-Path-Merged',
} as const;

/** @public */
export type Trailer = (typeof TRAILERS)[keyof typeof TRAILERS];

/** What Backstage's `publish:gitea` puts under every message, as a paragraph of its own. */
const CHANGE_ID = /\n\s*\nChange-Id: I[0-9a-f]{40}$/;

/**
 * Values of a trailer. Only the last paragraph holds some, as for
 * `git interpret-trailers`; a Change-Id under it does not count.
 *
 * @public
 */
export function trailersOf(message: string, trailer: Trailer): string[] {
  const own = message.trimEnd().replace(CHANGE_ID, '');
  const [title, ...rest] = own.trimEnd().split(/\n\s*\n/);
  const last = rest.at(-1);
  if (title === undefined || last === undefined) {
    return [];
  }
  const start = `${trailer}: `;
  return last
    .split('\n')
    .filter(line => line.startsWith(start))
    .map(line => line.slice(start.length).trim());
}

/**
 * The first value of a trailer.
 *
 * @public
 */
export function trailerOf(
  message: string,
  trailer: Trailer,
): string | undefined {
  return trailersOf(message, trailer)[0];
}

/**
 * A message with one more line for each file that was merged. It has trailers already.
 *
 * @public
 */
export function withMerged(message: string, merged: readonly string[]): string {
  return [
    message.trimEnd(),
    ...merged.map(path => `${TRAILERS.merged}: ${path}`),
    '',
  ].join('\n');
}
