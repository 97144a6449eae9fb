/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from './fc';

/** What some YAML reader takes for something else than text. */
const YAML_WORDS = [
  'y',
  'n',
  'yes',
  'No',
  'ON',
  'off',
  'true',
  'False',
  'null',
  'Null',
  '~',
  '',
  ' ',
  '1:30',
  '0o17',
  '017',
  '1_000',
  '0x1F',
  '1e3',
  '.5',
  '-.inf',
  '.NaN',
  '2026-11-23',
  '=',
  '<<',
  '---',
  '...',
  '- a',
  'a: b',
  'a #b',
  '# a',
  '&a',
  '*a',
  '!a',
  '|',
  '>',
  '%a',
  '@a',
  '`a`',
  '{a: b}',
  '[a]',
  '? a',
];

/** What some template or shell takes for its own. */
const TEMPLATE_WORDS = [
  '{{ .Values.a }}',
  '{{ $labels.service }}',
  '${{ secrets.A }}',
  '$(HOME)',
  '${HOME}',
  '%s',
  '[[var]]',
  '$__interval',
];

const ODD_TEXTS = [
  'it\'s "quoted"',
  "''",
  '"',
  'back\\slash',
  'two\nlines',
  'two lines\n',
  '\n',
  ' blanks around ',
  'tab\there',
  'carriage\rreturn',
  'Grüße, Ωμέγα, 日本語',
  '🦊🏽‍🚀',
  '\u00a0no-break',
  'next\u0085line',
  'line\u2028separator',
  '\ufeffmark',
  'x'.repeat(257),
];

/** Text that gets lost or becomes something else where it is not quoted. */
export const nastyText = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...YAML_WORDS),
    fc.constantFrom(...TEMPLATE_WORDS),
    fc.constantFrom(...ODD_TEXTS),
    fc.string({ unit: 'grapheme', maxLength: 24 }),
  );

/** Text on one line, with something to read in it, as a title needs. */
export const nastyTitle = (): fc.Arbitrary<string> =>
  nastyText().map(text => {
    const line = text.replace(/\s+/g, ' ').trim();
    return line === '' ? 'Untitled' : line;
  });

/** A value or nothing; nothing half of the time. */
export const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(of, { nil: undefined, freq: 2 });

/** A whole number. */
export const whole = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max });

/** A fraction with few digits, as people write it. */
export const hundredths = (min: number, max: number): fc.Arbitrary<number> =>
  whole(Math.round(min * 100), Math.round(max * 100)).map(value => value / 100);

/** A digest of an image. */
export const digest = (): fc.Arbitrary<string> =>
  fc
    .string({
      unit: fc.constantFrom(...'0123456789abcdef'),
      minLength: 64,
      maxLength: 64,
    })
    .map(text => `sha256:${text}`);

/** A release: a tag, and the digest where it must be there. */
export const release = (withDigest: boolean) =>
  fc.record({
    tag: fc.constantFrom(
      '1.0.0',
      '0.3.1-rc.1',
      'v2',
      '19',
      '2026.11.23',
      '1e3',
      '_nightly',
      `a${'b'.repeat(127)}`,
    ),
    digest: withDigest ? digest() : maybe(digest()),
  });

/** Without the fields that are undefined, as a file would be. */
export function compact<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as Partial<T>;
}
