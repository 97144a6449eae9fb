/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  anyOf,
  binary,
  call,
  count,
  eq,
  escapeRe,
  notRe,
  overTime,
  printPromQl,
  rate,
  re,
  series,
  sum,
  text,
} from './promql';

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
    [
      'a matcher that excludes',
      series('up', { job: eq('a'), pod: notRe('b|c') }),
      'up{job="a", pod!~"b|c"}',
    ],
    ['a vector of the past', series('a', {}, '15m'), 'a{} offset 15m'],
    [
      'a function over a window',
      overTime('max_over_time', 'a', {}, '7m'),
      'max_over_time(a{}[7m])',
    ],
    [
      'labels that must agree, or need not',
      binary(
        binary(series('a', {}), '-', series('b', {}), { ignoring: ['x'] }),
        'and',
        series('c', {}),
        { on: [] },
      ),
      '(a{} - ignoring (x) b{}) and on () c{}',
    ],
    [
      'alternatives',
      anyOf(series('a', {}), series('b', {}), count(series('c', {}))),
      '(a{} or b{}) or count(c{})',
    ],
    [
      "a person's query in parentheses, where it is part of another",
      binary(text('a or b'), '>', 3),
      '(a or b) > 3',
    ],
    ["a person's query alone as it is", text('a or b'), 'a or b'],
  ])('prints %s', (_, expression, expected) => {
    expect(printPromQl(expression)).toBe(expected);
  });
});

describe('escapeRe', () => {
  it('makes a text match itself only', () => {
    const pattern = new RegExp(`^(?:${escapeRe('1.3.0+a|b(c)')})$`);
    expect(pattern.test('1.3.0+a|b(c)')).toBe(true);
    expect(pattern.test('1x3.0+a|b(c)')).toBe(false);
  });
});
