/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  formatDuration,
  formatTime,
  listSome,
  plural,
  quoteUpstream,
  shortRevision,
} from './text';

const NOW = new Date('2026-11-23T09:20:00Z');

describe('text', () => {
  it('makes one short line of whatever upstream says', () => {
    expect(quoteUpstream(' one\n\ttwo... ')).toBe('one two');
    expect(quoteUpstream('x'.repeat(500))).toHaveLength(240);
    expect(
      quoteUpstream(
        `spec: Invalid value: {"a":"${'x'.repeat(500)}"}: field is immutable`,
      ),
    ).toBe('spec: field is immutable');
    expect(quoteUpstream('x'.repeat(500))).toMatch(/x…$/);
  });

  it('counts and lists', () => {
    expect(plural(1, 'pod')).toBe('1 pod');
    expect(plural(0, 'pod')).toBe('0 pods');
    expect(listSome(['a', 'b'], 3)).toBe('a, b');
    expect(listSome(['a', 'b', 'c', 'd'], 3)).toBe('a, b, c and 1 more');
  });

  it('names a time absolutely, with the date if it is not of today', () => {
    expect(formatTime('2026-11-23T09:12:04Z', NOW)).toBe('09:12:04 UTC');
    expect(formatTime('2026-11-22T23:59:59Z', NOW)).toBe(
      '2026-11-22 23:59:59 UTC',
    );
    expect(formatTime('yesterday', NOW)).toBe('an unknown time');
  });

  it.each([
    ['2026-11-23T09:19:01Z', undefined],
    ['2026-11-23T09:18:59Z', '1 min'],
    ['2026-11-23T08:20:01Z', '59 min'],
    ['2026-11-23T08:20:00Z', '1 h'],
    ['2026-11-21T09:20:01Z', '47 h'],
    ['2026-11-20T09:20:00Z', '3 days'],
    ['2026-11-23T09:30:00Z', undefined],
    ['nonsense', undefined],
    [undefined, undefined],
  ])('says how long ago %s is: %s', (since, duration) => {
    expect(formatDuration(since, NOW)).toBe(duration);
  });

  it.each([
    ['a1b2c3d4e5f60718293a4b5c6d7e8f9001122334', 'a1b2c3d'],
    [`sha256:${'ab12cd34'.repeat(8)}`, 'sha256:ab12cd3'],
    ['1.4.2', '1.4.2'],
    ['main', 'main'],
  ])('shortens the revision %s to %s', (revision, short) => {
    expect(shortRevision(revision)).toBe(short);
  });
});
