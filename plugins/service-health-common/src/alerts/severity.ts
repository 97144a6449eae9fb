/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * How pressing an alert is, by its `severity` label. People's words vary, so the usual ones for "wake somebody" count as critical, those
 * for "only so that you know" as information, and any other word as `other`: an alert with an unknown severity is never ignored.
 *
 * @public
 */
export type SeverityClass = 'critical' | 'warning' | 'other' | 'information';

const WORDS: Record<string, SeverityClass> = {
  critical: 'critical',
  page: 'critical',
  emergency: 'critical',
  fatal: 'critical',
  warning: 'warning',
  warn: 'warning',
  info: 'information',
  information: 'information',
  none: 'information',
  debug: 'information',
};

const ORDER: readonly SeverityClass[] = [
  'critical',
  'warning',
  'other',
  'information',
];

/**
 * The class of a `severity` label; upper and lower case are equal.
 *
 * @public
 */
export function getSeverityClass(severity: string): SeverityClass {
  const word = severity.toLocaleLowerCase('en-US');
  return Object.hasOwn(WORDS, word) ? WORDS[word] : 'other';
}

/**
 * Compares two severity labels, the more pressing one first.
 *
 * @public
 */
export function compareSeverity(left: string, right: string): number {
  return (
    ORDER.indexOf(getSeverityClass(left)) -
    ORDER.indexOf(getSeverityClass(right))
  );
}
