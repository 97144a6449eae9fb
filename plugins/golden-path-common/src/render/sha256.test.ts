/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHash } from 'node:crypto';
import { specHash } from './provenance';
import { sha256 } from './sha256';

describe('sha256', () => {
  it.each([0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 1000])(
    'agrees with node:crypto on %i characters',
    length => {
      const text = Array.from({ length }, (_, index) =>
        String.fromCodePoint(0x20 + ((index * 37) % 0x2000)),
      ).join('');
      expect(sha256(text)).toBe(
        createHash('sha256').update(text, 'utf8').digest('hex'),
      );
    },
  );
});

describe('specHash', () => {
  it('is the same whatever the order of keys, and for absent and undefined', () => {
    expect(specHash({ a: 1, b: { c: [2], d: undefined } })).toBe(
      specHash({ b: { c: [2] }, a: 1 }),
    );
  });

  it('changes with a value and with the order of a list', () => {
    expect(specHash({ a: [1, 3] })).not.toBe(specHash({ a: [3, 1] }));
    expect(specHash({ a: 1 })).not.toBe(specHash({ a: 3 }));
  });
});
