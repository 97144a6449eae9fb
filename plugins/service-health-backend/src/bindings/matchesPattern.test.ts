/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { matchesPattern } from './matchesPattern';

describe('matchesPattern', () => {
  it.each([
    ['shop', 'shop', true],
    ['shop', 'shop-eu', false],
    ['shop-*', 'shop-eu', true],
    ['shop-*', 'shop-', true],
    ['shop-*', 'shop', false],
    ['*-eu', 'shop-eu', true],
    ['*-eu', 'shop-eu-2', false],
    ['shop-*-prod', 'shop-eu-prod', true],
    ['shop-*-prod', 'shop-prod', false],
    ['*a*b*', 'xaybz', true],
    ['*a*b*', 'xbya', false],
    ['*', '', true],
    ['a*a', 'a', false],
  ])("'%s' and '%s': %s", (pattern, name, expected) => {
    expect(matchesPattern(pattern, name)).toBe(expected);
  });

  it('takes no longer than the name is long', () => {
    expect(matchesPattern('*a'.repeat(100), 'a'.repeat(50_000))).toBe(true);
    expect(matchesPattern(`${'*a'.repeat(100)}b*`, 'a'.repeat(50_000))).toBe(
      false,
    );
  });
});
