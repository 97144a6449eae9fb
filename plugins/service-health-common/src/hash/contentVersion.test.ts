/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { contentVersion } from './contentVersion';

describe('contentVersion', () => {
  it('is sixteen hexadecimal digits', () => {
    expect(contentVersion({ a: 1 })).toMatch(/^[0-9a-f]{16}$/);
    expect(contentVersion(undefined)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('does not depend on the order of keys or on keys that are undefined', () => {
    expect(contentVersion({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(
      contentVersion({ b: { c: [1, 2] }, a: 1 }),
    );
  });

  it('differs for content that differs little', () => {
    const values = [
      ...Array.from({ length: 20_000 }, (_, restarts) => ({ restarts })),
      [1, 2],
      [2, 1],
      '1',
      1,
      null,
      {},
      [],
      { a: 'ab', b: '' },
      { a: 'a', b: 'b' },
    ];

    expect(new Set(values.map(contentVersion)).size).toBe(values.length);
  });
});
