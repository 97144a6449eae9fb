/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { compareValues, pairEntries } from './changes';
import { PathKey, ROOT, segmentsOf } from './paths';

function changesOf(before: unknown, after: unknown): string[] {
  const changes: string[] = [];
  compareValues(before, after, ROOT, (path: PathKey, effect) =>
    changes.push(`${segmentsOf(path).join('.')} ${effect}`),
  );
  return changes;
}

describe('compareValues', () => {
  it.each([
    ['equal values', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
    [
      'another leaf',
      { a: { b: 3, c: 5 } },
      { a: { b: 7, c: 5 } },
      ['a.b value'],
    ],
    ['a key that goes', { a: { b: 3 }, c: 5 }, { c: 5 }, ['a presence']],
    ['a key that comes', { a: 3 }, { a: 3, b: 5 }, []],
    ['an undefined key', { a: undefined, b: 3 }, { b: 3 }, []],
    ['another type', { a: [3] }, { a: 'x' }, ['a value']],
    [
      'an entry that goes, by its name',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
      { env: [{ name: 'B', value: '2' }] },
      ['env.0 presence'],
    ],
    [
      'an entry with another value, by its name',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
      {
        env: [
          { name: 'B', value: '3' },
          { name: 'A', value: '1' },
        ],
      },
      ['env.1.value value'],
    ],
    [
      'an entry with another name',
      {
        ports: [
          { name: 'http', port: 7013 },
          { name: 'metrics', port: 9090 },
        ],
      },
      {
        ports: [
          { name: 'grpc', port: 7013 },
          { name: 'metrics', port: 9090 },
        ],
      },
      ['ports.0.name value'],
    ],
    [
      'a nameless entry that comes first',
      { from: [{ ip: '10.0.0.0' }] },
      { from: [{ ip: '10.3.0.0' }, { ip: '10.0.0.0' }] },
      [],
    ],
    ['a word of a list', ['GET', 'PUT'], ['GET', 'POST'], ['1 value']],
    [
      'a line of a text',
      { text: 'one\ntwo\nthree\n' },
      { text: 'one\nthree\n' },
      ['text value', 'text presence'],
    ],
  ])('reports %s', (_, before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});

describe('pairEntries', () => {
  it('pairs the second of a name with the second', () => {
    const down = { alert: 'Down', for: '1m' };
    const slow = { alert: 'Slow', for: '5m' };
    expect(pairEntries([slow, down, down], [down, down, slow])).toEqual([
      2, 0, 1,
    ]);
  });

  it('leaves over what has no like', () => {
    expect(pairEntries(['a', 'b', 'c'], ['c'])).toEqual([
      undefined,
      undefined,
      0,
    ]);
  });
});
