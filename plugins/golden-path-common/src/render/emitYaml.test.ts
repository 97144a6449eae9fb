/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { emitDocument, emitYaml, RENDERED_HEADER } from './emitYaml';

/** A small deterministic generator (mulberry32), so that a failure repeats. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ALPHABET = [
  ...'yYnNoOfFtTeE0123456789_.:-+#\'"{}[]&*!|>%@`,?~=<\\/ \t\n',
  'é',
  '\u2028',
  '\u0085',
  '\u0007',
  '🚀',
  'true',
  'null',
  '0x',
  '---',
];

function randomValue(next: () => number, depth: number): unknown {
  const pick = Math.floor(next() * (depth > 0 ? 6 : 4));
  const text = () =>
    Array.from(
      { length: Math.floor(next() * 7) },
      () => ALPHABET[Math.floor(next() * ALPHABET.length)],
    ).join('');
  switch (pick) {
    case 0:
    case 1:
      return text();
    case 2:
      return Math.floor(next() * 2000) - 1000;
    case 3:
      return next() < 0.5;
    case 4:
      return Array.from({ length: Math.floor(next() * 4) }, () =>
        randomValue(next, depth - 1),
      );
    default:
      return Object.fromEntries(
        Array.from({ length: Math.floor(next() * 4) }, () => [
          `k${text()}`,
          randomValue(next, depth - 1),
        ]),
      );
  }
}

describe('emitDocument', () => {
  it.each([
    ...['y', 'N', 'yes', 'no', 'on', 'Off', 'true', 'NULL', 'null', '~', ''],
    ...['1:30', '0777', '0o14', '0x1F', '1_000', '1e3', '.inf', '-.5', '+1'],
    ...['2026-11-23', '2026-11-23T00:00:00Z', '=', '<<', '&a', '*a', '!t'],
    ...['a: b', 'a #b', '- a', '? a', '%a', '@a', '`a', '{{ $value }}', '[a'],
    ...["it's", 'say "hi"', 'two\nlines', 'tab\there', ' lead', 'trail ', ':'],
  ])('keeps %j a string in YAML 1.1 and 1.2', text => {
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(emitDocument({ value: text }), { version })).toEqual({
        value: text,
      });
      expect(parse(emitDocument({ [text]: 1 }), { version })).toEqual({
        [text]: 1,
      });
    }
  });

  it('gives back a thousand random values in YAML 1.1 and 1.2', () => {
    const next = random(20261123);
    for (let round = 0; round < 1000; round++) {
      const value = { root: randomValue(next, 3) };
      const text = emitDocument(value);
      expect(parse(text, { version: '1.1' })).toEqual(value);
      expect(parse(text, { version: '1.2' })).toEqual(value);
    }
  });

  it('never folds a line and never uses an alias', () => {
    const shared = { long: 'word '.repeat(100) };
    const text = emitDocument({ a: shared, b: shared });
    expect(text.split('\n')).toHaveLength(5);
    expect(text).not.toMatch(/[&*]/);
  });
});

describe('emitYaml', () => {
  it('begins with the header and parts documents by dashes', () => {
    const manifest = { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' } };
    expect(emitYaml([manifest, { ...manifest, kind: 'B', x: undefined }])).toBe(
      [
        RENDERED_HEADER,
        'apiVersion: v1',
        'kind: A',
        'metadata:',
        '  name: a',
        '---',
        'apiVersion: v1',
        'kind: B',
        'metadata:',
        '  name: a',
        '',
      ].join('\n'),
    );
  });
});
