/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  asCount,
  asRecord,
  asRecords,
  asString,
  asStrings,
  asTime,
  isRecord,
  own,
} from './json';

describe('unknown JSON', () => {
  it.each([
    ['an object', { a: 1 }, true],
    ['an object without a prototype', Object.create(null), true],
    ['null', null, false],
    ['an array', [], false],
    ['a text', 'a', false],
  ])('knows %s', (_what, value, expected) => {
    expect(isRecord(value)).toBe(expected);
    expect(asRecord(value) === value).toBe(expected);
  });

  it('reads on where there is nothing', () => {
    expect(asRecord(asRecord(asRecord(7).a).b).c).toBeUndefined();
    expect(asRecords('a')).toEqual([]);
    expect(asRecords([7, { a: 1 }]).map(({ a }) => a)).toEqual([undefined, 1]);
    expect(asStrings([7, 'a', null])).toEqual(['a']);
    expect(asStrings(undefined)).toEqual([]);
  });

  it.each([
    [0, 0],
    [7, 7],
    [-1, undefined],
    [1.5, undefined],
    [Number.NaN, undefined],
    [2 ** 60, undefined],
    ['7', undefined],
  ])('counts %p as %p', (value, expected) => {
    expect(asCount(value)).toBe(expected);
  });

  it.each([
    ['2026-11-23T05:00:00.123456789Z', '2026-11-23T05:00:00.123Z'],
    ['0001-01-01T00:00:00Z', undefined],
    ['soon', undefined],
    [`2026-11-23T05:00:00Z${' '.repeat(40)}`, undefined],
    [7, undefined],
  ])('takes %p for the time %p', (value, expected) => {
    expect(asTime(value)).toBe(expected);
  });

  it('knows own properties and texts that are not empty', () => {
    expect(own({}, '__proto__')).toBeUndefined();
    expect(own({}, 'toString')).toBeUndefined();
    expect(own({ a: 1 }, 'a')).toBe(1);
    expect(asString('')).toBeUndefined();
    expect(asString('a')).toBe('a');
  });
});
