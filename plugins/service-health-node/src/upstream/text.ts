/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { asString } from './json';

/** Longest text of upstream that a page shows, in characters. */
const TEXT_LIMIT = 1024;

/** What looks like a credential. Upstream copies command lines, URLs and manifests into its messages. */
const SECRETS: readonly [RegExp, string][] = [
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@'"]{1,512}@/gi, '$1***@'],
  [/\b(bearer|basic)\s+[a-z0-9._~+/=-]{8,}/gi, '$1 ***'],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '***'],
  [/\b(?:gh[opusr]_|github_pat_|glpat-|xox[abpr]-)[\w-]{10,}/g, '***'],
  [
    /\b((?:[\w-]*(?:password|passwd|secret|token|api[_-]?key))["']?\s*[=:]\s*["']?)[^\s"',;&}]{3,}/gi,
    '$1***',
  ],
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    '***',
  ],
];

/**
 * A text of upstream made fit for a page and a log line: one line, no control characters, no credentials, at most
 * `limit` characters.
 *
 * @public
 */
export function cleanText(
  value: unknown,
  limit: number = TEXT_LIMIT,
): string | undefined {
  const text = asString(value);
  if (text === undefined) {
    return undefined;
  }
  // Cut before the patterns run, so that a huge text costs no more than a short one.
  let clean = text.slice(0, limit * 4);
  for (const [pattern, replacement] of SECRETS) {
    clean = clean.replace(pattern, replacement);
  }
  clean = clean
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (clean.length <= limit) {
    return clean || undefined;
  }
  return `${clean.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * The value if it is an http(s) URL without credentials; links of upstream are shown only then.
 *
 * @public
 */
export function asLink(value: unknown): string | undefined {
  const text = asString(value);
  if (!text || text.length > 2048 || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isHttp = url.protocol === 'https:' || url.protocol === 'http:';
  return isHttp && !url.username && !url.password ? url.href : undefined;
}
