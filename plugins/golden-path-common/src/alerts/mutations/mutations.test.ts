/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeAlertSubject } from '../__fixtures__/makeAlertSubject';
import { RuleGroup, ruleGroups } from '../ruleGroups';
import { mutationCases } from './cases';
import { mutateQuery } from './mutateQuery';
import { ruleMutants } from './mutants';
import { slicesOf, TestDocument } from './slice';

const queriesOf = (source: string) =>
  mutateQuery(source).flatMap(({ expr, equivalent }) =>
    equivalent === undefined ? [expr] : [],
  );

describe('mutateQuery', () => {
  it.each([
    ['a threshold, up and down', 'a > 8', ['a > 10', 'a > 6.4']],
    ['a nought', 'a == 0', ['a == 1']],
    ['whether equal counts', 'a > 8', ['a >= 8']],
    ['a comparison', 'a < 8', ['a <= 8', 'a > 8']],
    ['a unit', 'a / 1000', ['a * 1000', 'a / 1250', 'a / 800', 'a']],
    ['a window', 'rate(a[2m])', ['rate(a[240s])', 'rate(a[60s])']],
    ['an offset', 'a offset 15m', ['a offset 1800s', 'a offset 450s']],
    ['a metric', 'a', ['a_other']],
    ['a function', 'rate(a[2m])', ['increase(a[2m])']],
    ['the value of a label', 'a{x="1"}', ['a{x="none such"}', 'a{}']],
    ['who reports', 'a{reporter="source"}', ['a{reporter="destination"}']],
    ['one alternative', 'a{x=~"5..|0"}', ['a{x=~"0"}', 'a{x=~"5.."}']],
    ['a pattern', 'a{p=~"op-[0-9]+"}', ['a{p=~"op-.*"}']],
    ['one of two matchers', 'a{x="1", y="2"}', ['a{y="2"}', 'a{x="1"}']],
    ['either side of or', 'a or b', ['a', 'b', 'a and b']],
    ['what stands in for no errors', 'a or (b * 0)', ['a', 'a or (b * 1)']],
    ['a branch for what is absent', 'a or absent(a)', ['a']],
    ['an exception', 'a unless b', ['a', 'a and b']],
    ['an aggregation', 'sum by (x) (a)', ['max by (x) (a)', 'sum  (a)']],
    ['which labels agree', 'a and on () b', ['a and  b']],
    [
      'a label that is written',
      'label_replace(a, "x", "cpu", "", "")',
      ['label_replace(a, "x", "other", "", "")'],
    ],
  ])('changes %s', (_, source, expected) => {
    expect(queriesOf(source)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    [
      'a matcher that the other side of a join repeats',
      'max by (pod) (a{pod="x"}) / max by (pod) (b{pod="x"})',
      'max by (pod) (a{}) / max by (pod) (b{pod="x"})',
    ],
    [
      'what is multiplied by nought, which only has to be there',
      'a or (sum(rate(b{x="1"}[2m])) * 0)',
      'a or (sum(rate(b{x="1"}[240s])) * 0)',
    ],
    [
      'the scale of what goes into a quantile',
      'histogram_quantile(0.95, rate(a[2m]))',
      'histogram_quantile(0.95, increase(a[2m]))',
    ],
  ])('says that it means the same without %s', (_, source, expr) => {
    expect(mutateQuery(source)).toContainEqual(
      expect.objectContaining({ expr, equivalent: expect.any(String) }),
    );
    expect(queriesOf(source)).not.toContain(expr);
  });

  it.each([
    ['an aggregation drops the label', 'sum(a{pod="x"}) / sum(b{pod="x"})'],
    ['the join is on another label', 'a{pod="x"} and on (y) b{pod="x"}'],
    ['it is one of two alternatives', 'a{pod="x"} or b{pod="x"}'],
    ['the other side says something else', 'a{pod="x"} and b{pod="y"}'],
  ])('leaves out a matcher where %s', (_, source) => {
    expect(queriesOf(source)).toContain(source.replace('pod="x"', ''));
  });
});

const subject = makeAlertSubject({
  runtime: {
    business: [
      { name: 'rows', title: 'Rows', promql: 'sum(rows)', alertBelow: 3 },
    ],
  },
});
const groups = ruleGroups(subject, '15s');

describe('ruleMutants', () => {
  const mutants = ruleMutants(groups);

  it('differ from the rules, and from each other, in one rule', () => {
    const original = groups.flatMap(({ rules }) => rules);
    for (const { groups: mutated, rule } of mutants) {
      const rules = mutated.flatMap(group => group.rules);
      const same = rules.filter(entry => original.includes(entry));
      expect(same).toHaveLength(original.length - 1);
      expect(same).not.toContain(rule);
    }
    expect(
      new Set(mutants.map(({ groups: g }) => JSON.stringify(g))).size,
    ).toBe(mutants.length);
  });

  it.each([
    'CheckoutDown (critical): for 1m becomes 30s',
    'CheckoutHighErrorRate (warning): 0.02 becomes 0.025',
    'CheckoutHighErrorRate (warning): > becomes >=',
    'CheckoutHighErrorRate (critical): keep_firing_for is left out',
    "CheckoutHighErrorRate (critical): label severity 'critical' becomes another",
    'CheckoutHighErrorRate (critical): 0.1 becomes 0.08',
    'service:errors:ratio_rate2m: reporter="source" becomes "destination"',
    'service:errors:ratio_rate2m: the right side of or goes',
    'service:latency_seconds:p95_2m: 1000 becomes 1250',
    'CheckoutDown (warning): the right side of or goes',
    'CheckoutAvailabilityBudgetBurn (critical): 14.4 becomes 18',
    'service:slo_errors:ratio_rate3d: [3d] becomes 129600s',
  ])('have %s', description => {
    expect(mutants.map(mutant => mutant.description)).toContain(description);
  });

  it("leave a person's own query alone", () => {
    expect(
      mutants.filter(({ description }) =>
        description.startsWith('service:business_'),
      ),
    ).toEqual([]);
  });
});

describe('slicesOf', () => {
  const errors = {
    input_series: [
      { series: 'istio_requests_total{x="1"}' },
      { series: 'up{x="1"}' },
    ],
    alert_rule_test: [
      { alertname: 'CheckoutHighErrorRate' },
      { alertname: 'CheckoutDown' },
    ],
    promql_expr_test: [
      { expr: 'service:errors:ratio_rate2m{}' },
      { expr: 'service:requests:rate2m{}' },
      { expr: 'count(ALERTS{alertname="CheckoutHighErrorRate"})' },
    ],
  };
  const shows = (severity: string) => ({
    alertname: 'CheckoutDown',
    exp_alerts: [{ exp_labels: { severity } }],
  });
  const quiet = { alertname: 'CheckoutDown', exp_alerts: [] };
  const down = {
    input_series: [{ series: 'service:available_replicas:sum{}' }],
    alert_rule_test: [quiet, shows('warning'), shows('critical'), quiet],
  };
  const document: TestDocument = { tests: [errors, down] };
  const slicesFor = (description: string) =>
    slicesOf(
      ruleMutants(groups).find(mutant => mutant.description === description)!,
      [document],
    );
  const namesIn = (list: readonly RuleGroup[]) =>
    list.flatMap(({ rules }) =>
      rules.map(rule => ('alert' in rule ? rule.alert : rule.record)),
    );

  it('keep what reads a recorded series, and what that reads', () => {
    const slices = slicesFor(
      'service:errors:ratio_rate2m: the right side of or goes',
    );
    expect(slices.map(slice => namesIn(slice.groups))).toEqual([
      [
        'service:requests:rate2m',
        'service:errors:ratio_rate2m',
        'CheckoutHighErrorRate',
        'CheckoutHighErrorRate',
      ],
    ]);
    expect(slices[0].document.tests).toEqual([
      {
        input_series: [{ series: 'istio_requests_total{x="1"}' }],
        alert_rule_test: [{ alertname: 'CheckoutHighErrorRate' }],
        promql_expr_test: [
          { expr: 'service:errors:ratio_rate2m{}' },
          { expr: 'count(ALERTS{alertname="CheckoutHighErrorRate"})' },
        ],
      },
    ]);
  });

  it('keep both severities of an alert, in each test of it alone', () => {
    const slices = slicesFor('CheckoutDown (critical): for 1m becomes 30s');
    // The first test has no series that replicas could be recorded from.
    expect(slices.map(slice => namesIn(slice.groups))).toEqual([
      ['CheckoutDown', 'CheckoutDown'],
      ['CheckoutDown', 'CheckoutDown'],
    ]);
    expect(slices[1].document.tests).toEqual([
      { ...down, promql_expr_test: [] },
    ]);
  });

  it('keep the first check that shows the texts, where only these differ', () => {
    const slices = slicesFor(
      "CheckoutDown (critical): label severity 'critical' becomes another",
    );
    expect(slices.map(slice => slice.document.tests)).toEqual([
      [
        {
          ...down,
          alert_rule_test: [shows('critical')],
          promql_expr_test: [],
        },
      ],
    ]);
  });

  it('keep the tests of a rule that is left out', () => {
    expect(slicesFor('CheckoutDown (critical): is left out')).toHaveLength(2);
  });

  it('leave out tests in which a series is not recorded', () => {
    expect(
      slicesFor('service:available_replicas:sum: sum becomes max'),
    ).toEqual([]);
  });
});

describe('mutationCases', () => {
  it('mutate each rule once, and give each mutant tests', () => {
    const cases = mutationCases();
    expect(cases.map(({ what }) => what)).toEqual([
      'a Deployment',
      'a Deployment with a canary',
      'a Rollout',
      'a StatefulSet with volumes',
      'a CronJob',
      'a Job',
      'a service without a mesh',
      'levels and objectives of its own',
    ]);
    const [first, ...others] = cases.map(({ mutants }) => mutants.length);
    expect(first).toBeGreaterThan(1000);
    for (const count of others) {
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(first / 2);
    }
    const untested = cases
      .flatMap(({ mutants }) => mutants)
      .filter(({ tests }) => tests.length === 0);
    expect(untested.map(({ description }) => description)).toEqual([]);
  });
});
