/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RuleGroup } from '../ruleGroups';
import { Scenario } from './scenario';
import { testFile } from './testFile';

const rule = (alert: string, severity: string) => ({
  alert,
  expr: 'up == 0',
  for: '1m',
  labels: { severity, service: 'shop' },
  annotations: { summary: `{{ $value }} pods, ${severity}` },
});
const groups: RuleGroup[] = [
  {
    name: 'shop.rules',
    interval: '15s',
    rules: [
      rule('ShopDown', 'critical'),
      rule('ShopDown', 'warning'),
      rule('ShopSlow', 'warning'),
    ],
  },
];

function scenario(
  alert: string,
  metric: string,
  values: string,
  more: Partial<Scenario> = {},
): Scenario {
  return {
    sentence: `${alert} by ${metric} ${values}`,
    series: [{ metric, labels: { job: 'shop' }, values }],
    checks: [{ at: 90, alert, firing: [{ severity: 'warning', value: 3 }] }],
    ...more,
  };
}

function testsOf(...scenarios: Scenario[]): any[] {
  const file: any = testFile({
    rules: 'shop.rules.yaml',
    groups,
    scenarios,
    step: 15,
  });
  expect(file.rule_files).toEqual(['shop.rules.yaml']);
  expect(file.evaluation_interval).toBe('15s');
  return file.tests;
}

describe('testFile', () => {
  it('writes what fires with all of its labels and texts', () => {
    expect(testsOf(scenario('ShopSlow', 'up', '1x7'))).toEqual([
      {
        name: 'ShopSlow by up 1x7',
        interval: '15s',
        input_series: [{ series: 'up{job="shop"}', values: '1x7' }],
        alert_rule_test: [
          {
            eval_time: '90s',
            alertname: 'ShopSlow',
            exp_alerts: [
              {
                exp_labels: { severity: 'warning', service: 'shop' },
                exp_annotations: { summary: '3 pods, warning' },
              },
            ],
          },
        ],
        promql_expr_test: undefined,
      },
    ]);
  });

  it('counts alerts that it has written out before', () => {
    const firing = [{ severity: 'warning' as const, value: 3 }];
    const [test] = testsOf(
      scenario('ShopDown', 'up', '1x7', {
        checks: [
          { at: 60, alert: 'ShopDown', firing },
          { at: 75, alert: 'ShopDown', firing },
          {
            at: 90,
            alert: 'ShopDown',
            firing: [...firing, { severity: 'critical', value: 3 }],
          },
          { at: 105, alert: 'ShopDown', firing: [] },
        ],
      }),
    );
    expect(
      test.alert_rule_test.map(({ eval_time: at, exp_alerts: alerts }: any) => [
        at,
        alerts.length,
      ]),
    ).toEqual([
      ['1m', 1],
      ['90s', 2],
      ['105s', 0],
    ]);
    expect(test.promql_expr_test).toEqual([
      {
        eval_time: '75s',
        expr: 'count by (severity) (ALERTS{alertname="ShopDown", alertstate="firing"})',
        exp_samples: [{ labels: '{severity="warning"}', value: 1 }],
      },
    ]);
  });

  it.each([
    [
      'happen together if they have nothing in common',
      scenario('ShopDown', 'up', '1x7'),
      scenario('ShopSlow', 'requests', '1x7'),
      1,
    ],
    [
      'happen together, with a series that both have once, if it is the same',
      scenario('ShopDown', 'up', '1x7'),
      scenario('ShopSlow', 'up', '1x7'),
      1,
    ],
    [
      'are apart if they want a metric to be different',
      scenario('ShopDown', 'up', '1x7'),
      scenario('ShopSlow', 'up', '0x7'),
      2,
    ],
    [
      'are apart if they are about one alert',
      scenario('ShopDown', 'up', '1x7'),
      scenario('ShopDown', 'requests', '1x7'),
      2,
    ],
    [
      'are apart if one wants a metric to be missing',
      scenario('ShopDown', 'up', '1x7'),
      scenario('ShopSlow', 'requests', '1x7', { affects: ['up'] }),
      2,
    ],
  ])('has scenarios that %s', (_, first, second, count) => {
    const tests = testsOf(first, second);
    expect(tests).toHaveLength(count);
    for (const { input_series: series } of tests) {
      const names = series.map((entry: any) => entry.series);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
