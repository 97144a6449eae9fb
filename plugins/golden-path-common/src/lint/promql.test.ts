/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parsePromQl } from './promql';

describe('parsePromQl', () => {
  it('finds each selector with its window and what is around it', () => {
    const { fault, selectors } = parsePromQl(
      'sum by (le) (rate(http_seconds_bucket{job="a", code=~"5.."}[1h30m] offset 5m)) > 2 or absent(up)',
    );
    expect(fault).toBeUndefined();
    expect(selectors).toEqual([
      {
        metric: 'http_seconds_bucket',
        matchers: [
          { label: 'job', operator: '=', value: 'a' },
          { label: 'code', operator: '=~', value: '5..' },
        ],
        range: 5400,
        within: ['sum', 'rate'],
      },
      { metric: 'up', matchers: [], within: ['absent'] },
    ]);
  });

  it.each([
    ['{__name__="a", b="c"}', 'a', [{ label: 'b', operator: '=', value: 'c' }]],
    ['{"http.requests"}', 'http.requests', []],
    [
      '{__name__=~"a.*"}',
      undefined,
      [{ label: '__name__', operator: '=~', value: 'a.*' }],
    ],
    ['service:errors:ratio', 'service:errors:ratio', []],
    ["a{b!~'c\"d'}", 'a', [{ label: 'b', operator: '!~', value: 'c"d' }]],
    ['a{b="\\\\d\\n"}', 'a', [{ label: 'b', operator: '=', value: '\\d\n' }]],
    ['a{b=~`\\d+`}', 'a', [{ label: 'b', operator: '=~', value: '\\d+' }]],
    ['a{"b.c"="d"}', 'a', [{ label: 'b.c', operator: '=', value: 'd' }]],
    ['a{sum="x"}', 'a', [{ label: 'sum', operator: '=', value: 'x' }]],
  ])('reads %s', (expression, metric, matchers) => {
    expect(parsePromQl(expression).selectors).toEqual([
      { metric, matchers, within: [] },
    ]);
  });

  it('takes the window of a subquery, not its step', () => {
    const [selector] = parsePromQl('max_over_time((a > 1)[1d:5m])').selectors;
    expect(selector.range).toBe(86400);
  });

  it('keeps the windows of neighbours apart', () => {
    expect(
      parsePromQl('rate(a[2m]) / rate(b[7m]) + c').selectors.map(
        ({ metric, range }) => [metric, range],
      ),
    ).toEqual([
      ['a', 120],
      ['b', 420],
      ['c', undefined],
    ]);
  });

  it.each([['sum(rate(a{[2m]))'], ['a b'], [''], ['  '], ['sum(a) by (b']])(
    'finds the fault in %j',
    expression => {
      expect(parsePromQl(expression).fault).toBeDefined();
    },
  );
});
