/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeAlertSubject } from '../__fixtures__/makeAlertSubject';
import { objectivesOf } from './objectives';
import { sloRules, slowSloRules } from './sloRules';

type Runtime = NonNullable<Parameters<typeof makeAlertSubject>[0]>['runtime'];

function ruleOf(name: string, runtime: Runtime = {}, labels = {}) {
  const subject = makeAlertSubject({ runtime });
  return [...sloRules(subject), ...slowSloRules(subject)].find(
    rule =>
      ('alert' in rule ? rule.alert : rule.record) === name &&
      Object.entries(labels).every(
        ([label, value]) => rule.labels[label] === value,
      ),
  )!;
}

describe('objectivesOf', () => {
  it.each([
    ['tier 1', { tier: 1 }, 0.0005],
    ['tier 2', { tier: 2 }, 0.001],
    ['tier 3', { tier: 3 }, 0.005],
    ['its own promise', { slo: { availability: 97.3 } }, 0.027],
  ])('take the budget of availability from %s', (_, runtime, budget) => {
    const [availability] = objectivesOf(makeAlertSubject({ runtime }));
    expect(availability).toMatchObject({ slo: 'availability', budget });
  });

  it('take the budget of latency from its objective', () => {
    const [, latency] = objectivesOf(
      makeAlertSubject({
        runtime: { slo: { latency: { seconds: 0.25, objective: 97.1 } } },
      }),
    );
    expect(latency).toMatchObject({ slo: 'latency', budget: 0.029 });
  });

  it('are none where nobody counts requests', () => {
    expect(
      objectivesOf(
        makeAlertSubject({ runtime: { ports: [{ name: 'tcp', port: 7013 }] } }),
      ),
    ).toEqual([]);
  });
});

describe('the rules of error budgets', () => {
  it.each([
    [1, '1000([.]0)?'],
    [0.25, '250([.]0)?'],
    [0.0125, '12\\\\.5'],
  ])(
    'find the edge of %d s as each version of Prometheus writes it',
    (seconds, edge) => {
      const { expr } = ruleOf(
        'service:slo_bad_requests:rate5m',
        { slo: { latency: { seconds } } },
        { slo: 'latency' },
      );
      expect(expr).toContain(`le=~"${edge}"`);
    },
  );

  it('average bad requests and all of them apart, so that an idle hour voids no day', () => {
    const of = 'service="checkout", namespace="shop-platform"';
    expect(ruleOf('service:slo_errors:ratio_rate6h').expr).toBe(
      `sum_over_time(service:slo_bad_requests:rate5m{${of}}[6h]) / sum_over_time(service:slo_requests:rate5m{${of}}[6h])`,
    );
  });

  it('page for a fast burn of two windows and file a ticket for a slow one', () => {
    const of = (metric: string) =>
      `${metric}{service="checkout", namespace="shop-platform", slo="availability"}`;
    const ratio = (window: string) =>
      of(`service:slo_errors:ratio_rate${window}`);
    const burn = (factor: number, long: string, short: string) =>
      `(${ratio(long)} > (${factor} * 0.001)) and (${ratio(
        short,
      )} > (${factor} * 0.001))`;
    const name = 'CheckoutAvailabilityBudgetBurn';
    expect(ruleOf(name, {}, { severity: 'critical' })).toMatchObject({
      expr: `((${burn(14.4, '1h', '5m')}) or (${burn(
        6,
        '6h',
        '30m',
      )})) and (${of('service:slo_requests:rate5m')} > 1)`,
      labels: { signal: 'errors', slo: 'availability' },
    });
    expect(ruleOf(name, {}, { severity: 'warning' })).toMatchObject({
      expr: `((${burn(3, '1d', '2h')}) or (${burn(1, '3d', '6h')})) and (${of(
        'service:slo_requests:rate5m',
      )} > 0.1)`,
      labels: { signal: 'errors', slo: 'availability' },
    });
  });

  it('say how fast the budget burns', () => {
    expect(
      ruleOf('CheckoutLatencyBudgetBurn', {}, { severity: 'warning' }),
    ).toMatchObject({
      annotations: {
        summary: 'Checkout uses up its error budget before its time',
        description:
          "{{ $value | humanizePercentage }} of the requests to 'checkout' take longer than 1 s, where 1% may: more than 3 times that over 1 day, or more than that over 3 days.",
      },
    });
  });
});
