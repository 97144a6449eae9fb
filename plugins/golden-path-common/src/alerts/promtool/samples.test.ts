/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { counter, evalTime, gauge } from './samples';

describe('gauge', () => {
  it.each([
    ['one value', [{ until: 60, value: 3 }], '3x3'],
    [
      'a value that changes',
      [
        { until: 45, value: 3 },
        { until: 60, value: 0.5 },
      ],
      '3x2 0.5',
    ],
    [
      'a time without values',
      [
        { until: 30, value: undefined },
        { until: 60, value: 7 },
      ],
      '_x2 7x1',
    ],
    [
      'nothing for a part without time',
      [
        { until: 0, value: 9 },
        { until: 30, value: 7 },
      ],
      '7x1',
    ],
  ])('writes %s', (_, phases, expected) => {
    expect(gauge(15, ...phases)).toBe(expected);
  });
});

describe('counter', () => {
  it('begins at nought and goes on from where it was', () => {
    expect(counter(15, { until: 45, value: 7 }, { until: 90, value: 3 })).toBe(
      '0+7x2 17+3x2',
    );
  });

  it('writes fractions without the tails that sums of them have', () => {
    expect(
      counter(15, { until: 45, value: 0.1 }, { until: 75, value: 0.2 }),
    ).toBe('0+0.1x2 0.4+0.2x1');
  });
});

describe('evalTime', () => {
  it.each([
    [300, '5m'],
    [315, '315s'],
  ])('writes %d seconds as %s', (seconds, expected) => {
    expect(evalTime(seconds)).toBe(expected);
  });
});
