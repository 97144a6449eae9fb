/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { asLink, cleanText } from './text';

describe('cleanText', () => {
  it.each([
    ['plain words', 'successfully synced', 'successfully synced'],
    ['line breaks', 'one\r\ntwo\u2028three', 'one two three'],
    ['terminal escapes', '\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['direction overrides', 'a\u202eb', 'a b'],
    [
      'credentials of a URL',
      'git clone https://u:p@host/x',
      'git clone https://***@host/x',
    ],
    [
      'a bearer token',
      'Authorization: Bearer abcdef.123456',
      'Authorization: Bearer ***',
    ],
    ['a JWT', 'got eyJhbGciOiJI.eyJzdWIiOiIx.c2ln', 'got ***'],
    [
      'a password of a setting',
      'DB_PASSWORD=hunter22 failed',
      'DB_PASSWORD=*** failed',
    ],
    ['a token of a forge', 'ghp_abcdefghijklmnop refused', '*** refused'],
    ['a private key', 'x -----BEGIN EC PRIVATE KEY-----\nMHc', 'x ***'],
  ])('handles %s', (_what, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  it('bounds a text, and no half character stays', () => {
    expect(cleanText('a'.repeat(2000), 10)).toBe('aaaaaaaaa…');
    expect(cleanText(`12345678😀0`, 10)).toBe('12345678…');
  });

  it.each([undefined, null, 7, {}, [], '', ' \n '])(
    'has nothing for %p',
    value => {
      expect(cleanText(value)).toBeUndefined();
    },
  );
});

describe('asLink', () => {
  it.each([
    ['https://runbooks.example.com/a?b=c#d', true],
    ['http://localhost:3000/x', true],
    ['vbscript:x', false],
    ['data:text/html,<script>', false],
    ['//example.com', false],
    ['https://user:pass@example.com', false],
    [`https://example.com/${'x'.repeat(3000)}`, false],
    [7, false],
  ])('of %p is a link: %p', (value, expected) => {
    expect(asLink(value) !== undefined).toBe(expected);
  });
});
