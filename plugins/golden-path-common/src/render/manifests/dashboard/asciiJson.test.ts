/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { asciiJson } from './asciiJson';

describe('asciiJson', () => {
  it.each<[string, object, string]>([
    ['an empty object', {}, '{}\n'],
    ['an empty list', [], '[]\n'],
    [
      'what fits',
      { a: [1, null], b: { c: true } },
      '{ "a": [1, null], "b": { "c": true } }\n',
    ],
    [
      'what does not',
      { list: ['x'.repeat(40), 'y'.repeat(40)], small: { a: 1 } },
      `{\n  "list": [\n    "${'x'.repeat(40)}",\n    "${'y'.repeat(
        40,
      )}"\n  ],\n  "small": { "a": 1 }\n}\n`,
    ],
    ['fields without a value', { a: undefined, b: 3 }, '{ "b": 3 }\n'],
  ])('writes %s', (_, value, text) => {
    expect(asciiJson(value)).toBe(text);
  });

  it('writes what is not ASCII by its number, so that any YAML reader takes it', () => {
    const value = { title: 'Prüfung\u2028 "ok"\n\t\\ 🚦\u007f' };
    const text = asciiJson(value);
    expect(text).toMatch(/^[ -~]*\n$/);
    expect(JSON.parse(text)).toEqual(value);
  });
});
