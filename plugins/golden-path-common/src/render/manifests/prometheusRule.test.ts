/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, Runtime } from '../../testing/renderObjects';

/** Names of the alerts by their group, each once. */
function alertsOf(runtime: Runtime = {}, platform = {}) {
  const { groups } = renderKind('PrometheusRule', runtime, platform).spec;
  return Object.fromEntries(
    groups.map(({ name, rules }: any) => [
      name,
      [
        ...new Set(
          rules.flatMap(({ alert }: any) => (alert === undefined ? [] : alert)),
        ),
      ],
    ]),
  );
}

const EIGHT = [
  'CheckoutDown',
  'CheckoutHighErrorRate',
  'CheckoutSlowResponses',
  'CheckoutResourceSaturation',
];
const BUDGETS = ['CheckoutAvailabilityBudgetBurn', 'CheckoutLatencyBudgetBurn'];
const OF_PODS = [
  'CheckoutCrashLooping',
  'CheckoutOutOfMemory',
  'CheckoutPodsEvicted',
  'CheckoutPacketLoss',
];

describe('renderPrometheusRule', () => {
  const cases: Array<[string, Runtime, Record<string, string[]>]> = [
    [
      'a Deployment',
      {},
      {
        'checkout.rules': EIGHT,
        'checkout.causes': [
          ...OF_PODS,
          'CheckoutAutoscalerAtMaximum',
          'CheckoutRolloutStuck',
          'CheckoutMetricsMissing',
        ],
        'checkout.slo': BUDGETS,
        'checkout.slo.slow': BUDGETS,
      },
    ],
    [
      'an Argo Rollout that others call, with secrets and numbers of its own',
      {
        ports: [{ port: 7013, expose: 'gateway' }],
        rollout: { strategy: 'rollouts' },
        secrets: [{ key: 'card-key', path: 'shop/card-key' }],
        business: [
          {
            name: 'open_orders',
            title: 'Open orders',
            promql: 'sum(open_orders)',
            alertAbove: 71,
            alertBelow: 3,
          },
        ],
      },
      {
        'checkout.rules': EIGHT,
        'checkout.causes': [
          ...OF_PODS,
          'CheckoutAutoscalerAtMaximum',
          'CheckoutRolloutStuck',
          'CheckoutCanaryWorse',
          'CheckoutMetricsMissing',
          'CheckoutObjectiveWithoutData',
          'CheckoutSecretsNotReady',
          'CheckoutOpenOrdersTooHigh',
          'CheckoutOpenOrdersTooLow',
        ],
        'checkout.slo': BUDGETS,
        'checkout.slo.slow': BUDGETS,
      },
    ],
    [
      'a StatefulSet with volumes and a fixed number of pods',
      {
        replicas: 3,
        workload: { kind: 'statefulset', storage: { size: '7Gi' } },
      },
      {
        'checkout.rules': EIGHT,
        'checkout.causes': [
          ...OF_PODS,
          'CheckoutRolloutStuck',
          'CheckoutMetricsMissing',
          'CheckoutVolumeFilling',
        ],
        'checkout.slo': BUDGETS,
        'checkout.slo.slow': BUDGETS,
      },
    ],
    [
      'a CronJob',
      { ports: [], workload: { kind: 'cronjob', schedule: '15 3 * * *' } },
      {
        'checkout.causes': ['CheckoutRunFailed', 'CheckoutNoRecentSuccess'],
      },
    ],
    [
      'a Job',
      { ports: [], workload: { kind: 'job' } },
      { 'checkout.causes': ['CheckoutRunFailed'] },
    ],
  ];

  it.each(cases)('watches %s', (_, runtime, expected) => {
    expect(alertsOf(runtime)).toEqual(expected);
  });

  it('gives every alert what routes it, mutes it and explains it', () => {
    const { groups } = renderKind('PrometheusRule', cases[1][1]).spec;
    const alerts = groups
      .flatMap(({ rules }: any) => rules)
      .filter(({ alert }: any) => alert);
    expect(alerts.length).toBeGreaterThan(20);
    for (const { alert, labels, annotations, ...rule } of alerts) {
      expect(labels).toMatchObject({
        service: 'checkout',
        namespace: 'shop-platform',
        owner: 'group:default/shop-team',
        severity: expect.stringMatching(/^(critical|warning)$/),
        signal: expect.stringMatching(/^[a-z]+$/),
      });
      expect(annotations).toEqual({
        summary: expect.stringMatching(/./),
        description: expect.stringMatching(/\.$/),
        runbook_url: `https://docs.example.com/checkout#${alert.toLowerCase()}`,
        dashboard_url: 'https://grafana.example.com/d/gp-checkout',
      });
      expect(rule.for).toMatch(/^\d+[smh]$/);
    }
  });

  it('looks at the eight as often as the platform wants, at days of samples less often', () => {
    const { groups } = renderKind(
      'PrometheusRule',
      {},
      { prometheus: { evaluationInterval: '17s' } },
    ).spec;
    expect(groups.map(({ name, interval }: any) => [name, interval])).toEqual([
      ['checkout.rules', '17s'],
      ['checkout.causes', '1m'],
      ['checkout.slo', '1m'],
      ['checkout.slo.slow', '3m'],
    ]);
  });

  it("has the labels without which Prometheus' operator ignores it", () => {
    expect(renderKind('PrometheusRule').metadata.labels).toMatchObject({
      release: 'prometheus',
    });
  });
});
