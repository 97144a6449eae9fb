/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { shortText } from './errors';

/**
 * Trailers by which a commit says what made it.
 *
 * @public
 */
export const COMMIT_TRAILERS = {
  task: 'Backstage-Task',
  user: 'Backstage-User',
} as const;

/**
 * Who a commit is from. The address is none that mail could reach: the portal acts,
 * the trailers say for whom.
 *
 * @public
 */
export interface GitAuthor {
  name: string;
  email: string;
}

/** @internal */
export const PORTAL_AUTHOR: GitAuthor = {
  name: 'OpenPolicy Portal',
  email: 'portal@openpolicy.invalid',
};

const MAX_TITLE = 120;

/**
 * The text of a commit's message. A title is one line, and trailers are one line
 * each, so that no value can pass for another trailer.
 *
 * @internal
 */
export function commitMessage(
  title: string,
  trailers: Readonly<Record<string, string | undefined>> = {},
): string {
  const subject = shortText(title, MAX_TITLE);
  if (!subject) throw new InputError('A commit needs a message.');
  const lines = Object.entries(trailers)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}: ${shortText(value!)}`);
  return lines.length > 0
    ? `${subject}\n\n${lines.join('\n')}\n`
    : `${subject}\n`;
}

/**
 * A trailer's value in a message; undefined without one. Only the last paragraph
 * holds trailers, as in `git interpret-trailers`.
 *
 * @internal
 */
export function trailerOf(message: string, key: string): string | undefined {
  const last = message.trimEnd().split(/\n\s*\n/).slice(1).at(-1) ?? '';
  for (const line of last.split('\n')) {
    if (line.startsWith(`${key}: `)) return line.slice(key.length + 2).trim();
  }
  return undefined;
}

/**
 * Without what Git takes for syntax of a name: `<`, `>` and line ends.
 *
 * @internal
 */
export function cleanAuthor(author: GitAuthor): GitAuthor {
  const clean = (text: string) => shortText(text.replace(/[<>]/g, ''), 100);
  return {
    name: clean(author.name) || PORTAL_AUTHOR.name,
    email: clean(author.email) || PORTAL_AUTHOR.email,
  };
}
