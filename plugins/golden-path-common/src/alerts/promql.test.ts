/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { binary, call, eq, printPromQl, rate, re, series, sum } from './promql';

describe('printPromQl', () => {
  it.each([
    ['a selector', series('up', { job: eq('a') }), 'up{job="a"}'],
    [
      'several matchers in the order given',
      series('up', { job: eq('a'), pod: re('b|c') }),
      'up{job="a", pod=~"b|c"}',
    ],
    [
      'quotes and backslashes in a value',
      series('up', { job: eq('a"b\\c') }),
      'up{job="a\\"b\\\\c"}',
    ],
    ['a rate', rate('x_total', {}, '7m'), 'rate(x_total{}[7m])'],
    [
      'a sum by labels',
      sum(series('x', {}), ['le', 'pod']),
      'sum by (le, pod) (x{})',
    ],
    [
      'nested operations in parentheses',
      binary(binary(series('a', {}), 'or', 3), '/', binary(5, '*', 7)),
      '(a{} or 3) / (5 * 7)',
    ],
    [
      'text arguments of a function',
      call('label_replace', series('a', {}), 'x', 'y', '', ''),
      'label_replace(a{}, "x", "y", "", "")',
    ],
  ])('prints %s', (_, expression, expected) => {
    expect(printPromQl(expression)).toBe(expected);
  });
});
