/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  formatDuration,
  parseDuration,
  ruleFileOf,
  shortenExpression,
  shortenGroup,
} from './shortenRules';

describe('parseDuration', () => {
  it.each([
    ['0', 0],
    ['5s', 5000],
    ['1m30s', 90_000],
    ['500ms', 500],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
    ['', undefined],
    ['5', undefined],
    ['5 m', undefined],
  ])('reads %j as %j milliseconds', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });
});

describe('formatDuration', () => {
  it.each([
    [2000, '2s'],
    [1500, '1500ms'],
    [0, '0s'],
  ])('writes %d milliseconds as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('shortenExpression', () => {
  it.each([
    ['a window', 'rate(x[10m])', 'rate(x[20s])'],
    ['a window down to the least', 'rate(x[2m])', 'rate(x[10s])'],
    ['no window that is below the least already', 'rate(x[6s])', 'rate(x[6s])'],
    ['a compound window', 'rate(x[10m30s])', 'rate(x[21s])'],
    ['a window of days to a minute', 'rate(x[3d])', 'rate(x[60s])'],
    ['a subquery', 'max_over_time(x[20m:1m])', 'max_over_time(x[40s:2s])'],
    [
      'a subquery without resolution',
      'avg_over_time(x[20m:])',
      'avg_over_time(x[40s:])',
    ],
    ['an offset', 'x offset 5m > 1', 'x offset 10s > 1'],
    ['a negative offset', 'x offset -1m', 'x offset -2s'],
    ['several', 'rate(x[10m]) / rate(y[20m])', 'rate(x[20s]) / rate(y[40s])'],
    ['nothing in a string', 'x{a="[10m] offset 5m"}', 'x{a="[10m] offset 5m"}'],
    ['nothing in a comment', 'x # [10m]\n> 1', 'x # [10m]\n> 1'],
    ['no number', 'x > 0.05 and y > 300', 'x > 0.05 and y > 300'],
    [
      'no series name',
      'service:requests:rate2m > 1',
      'service:requests:rate2m > 1',
    ],
    ['no escaped quote', 'x{a="\\"[10m]"}', 'x{a="\\"[10m]"}'],
  ])('shortens %s', (_, expression, expected) => {
    expect(shortenExpression(expression, 30)).toBe(expected);
  });

  it('changes nothing in real time', () => {
    expect(shortenExpression('rate(x[2m])', 1)).toBe('rate(x[2m])');
  });
});

describe('shortenGroup', () => {
  it('shortens for, keep_firing_for and interval, and keeps the rest', () => {
    const rule = {
      alert: 'ApiGatewayErrors',
      expr: 'service:errors:ratio_rate2m > 0.05',
      for: '5m',
      keep_firing_for: '2m',
      labels: { severity: 'critical' },
    };
    const group = { name: 'g', interval: '30s', rules: [rule] };
    expect(shortenGroup(group, 30)).toEqual({
      name: 'g',
      interval: '2s',
      rules: [{ ...rule, for: '10s', keep_firing_for: '4s' }],
    });
    expect(shortenGroup(group, 1)).toBe(group);
  });
});

describe('ruleFileOf', () => {
  it('names the file after namespace and object, and drops what only Thanos reads', () => {
    const file = ruleFileOf(
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'api', namespace: 'shop' },
        spec: {
          groups: [{ name: 'g', partial_response_strategy: 'warn', rules: [] }],
        },
      },
      30,
    );
    expect(file).toEqual({
      name: 'shop-api.yaml',
      groups: [{ name: 'g', rules: [] }],
    });
  });
});
