/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  describeModelRules,
  describeServiceRules,
} from '../testing/describeRules';

const orders = {
  name: 'orders',
  title: 'Orders',
  promql: 'sum(rate(shop_orders_total[5m]))',
};

describeServiceRules('monitoring rules', {
  'GP-ALERT-001': {
    bad: [
      [
        { alerts: { overrides: { down: { warning: { for: '1m' } } } } },
        'spec.runtime.alerts.overrides.down',
      ],
      [
        { alerts: { overrides: { errors: { warning: { threshold: 0.05 } } } } },
        'spec.runtime.alerts.overrides.errors',
      ],
    ],
    good: [
      { alerts: { overrides: { errors: { warning: { threshold: 0.049 } } } } },
    ],
  },
  'GP-ALERT-002': {
    bad: [
      [
        { alerts: { overrides: { errors: { critical: { threshold: 5 } } } } },
        'spec.runtime.alerts.overrides.errors.critical.threshold',
      ],
      [
        { alerts: { overrides: { latency: { critical: { for: '300' } } } } },
        'spec.runtime.alerts.overrides.latency.critical.for',
      ],
    ],
    good: [
      { alerts: { overrides: { latency: { critical: { threshold: 5 } } } } },
    ],
  },
  'GP-ALERT-004': {
    bad: [
      [
        { alerts: { overrides: { latency: { warning: { threshold: 1.1 } } } } },
        'spec.runtime.alerts.overrides.latency.warning.threshold',
      ],
    ],
    good: [
      { alerts: { overrides: { latency: { warning: { threshold: 0.75 } } } } },
    ],
  },
  'GP-SLO-001': {
    bad: [
      [{ slo: { availability: 89.9 } }, 'spec.runtime.slo.availability'],
      [{ slo: { availability: 99.991 } }, 'spec.runtime.slo.availability'],
      [
        { slo: { latency: { objective: 100 } } },
        'spec.runtime.slo.latency.objective',
      ],
    ],
    good: [{ slo: { availability: 90 } }, { slo: { availability: 99.99 } }],
  },
  'GP-SLO-002': {
    bad: [
      [
        { slo: { latency: { seconds: 1.1 } } },
        'spec.runtime.slo.latency.seconds',
      ],
      [
        { slo: { latency: { seconds: 0 } } },
        'spec.runtime.slo.latency.seconds',
      ],
      [
        { slo: { latency: { seconds: 1000 } } },
        'spec.runtime.slo.latency.seconds',
      ],
    ],
    good: [
      { slo: { latency: { seconds: 0.005 } } },
      { slo: { latency: { seconds: 1.5 } } },
      { slo: { latency: { seconds: 10 } } },
    ],
  },
  'GP-SLO-003': {
    bad: [
      [{ slo: { windowDays: 6 } }, 'spec.runtime.slo.windowDays'],
      [{ slo: { windowDays: 91 } }, 'spec.runtime.slo.windowDays'],
    ],
    good: [{ slo: { windowDays: 7 } }, { slo: { windowDays: 90 } }],
  },
  'GP-BUSINESS-001': {
    bad: [
      ...['Orders', 'orders-total', '9lives', '_a', 'a__b', ''].map(
        (name): [object, string] => [
          { business: [{ ...orders, name }] },
          'spec.runtime.business[0].name',
        ],
      ),
      [{ business: [orders, orders] }, 'spec.runtime.business[1].name'],
    ],
    good: [{ business: [orders, { ...orders, name: 'orders_2' }] }],
  },
  'GP-BUSINESS-002': {
    bad: [
      '',
      'sum(',
      'rate(orders_total[5m]))',
      'orders_total{job="a}',
      'orders_total[5m]',
      '(max_over_time(a[5m])[1h:5m])',
      '"orders"',
      'orders total',
    ].map((promql): [object, string] => [
      { business: [{ ...orders, promql }] },
      'spec.runtime.business[0].promql',
    ]),
    good: [
      'sum by (shop) (rate(orders_total{state!~"open|lost"}[5m])) > bool 3',
      'max_over_time(a[1h]) / on(shop) group_left b offset 5m',
      '-(1 + 2)',
      'histogram_quantile(0.95, sum by (le) (rate(a_bucket[5m])))',
    ].map(promql => ({ business: [{ ...orders, promql }] })),
  },
  'GP-BUSINESS-003': {
    bad: [
      [
        { business: [{ ...orders, alertAbove: 3, alertBelow: 3 }] },
        'spec.runtime.business[0].alertBelow',
      ],
      [
        { business: [{ ...orders, for: '15' }] },
        'spec.runtime.business[0].for',
      ],
    ],
    good: [
      { business: [{ ...orders, alertAbove: 3, alertBelow: 2.9 }] },
      { business: [{ ...orders, alertBelow: -7, for: '1d' }] },
    ],
  },
  'GP-BUSINESS-004': {
    bad: [
      [
        { business: [{ ...orders, title: ' ' }] },
        'spec.runtime.business[0].title',
      ],
      [
        { business: [{ ...orders, unit: '' }] },
        'spec.runtime.business[0].unit',
      ],
    ],
    good: [{ business: [{ ...orders, unit: 'reqps' }] }],
  },
});

describeModelRules('monitoring rules, in a platform', {
  'GP-ALERT-003': {
    bad: [
      [
        {
          runtime: {
            alerts: { overrides: { down: { warning: { for: '29s' } } } },
          },
        },
        'spec.runtime.alerts.overrides.down.warning.for',
      ],
      [
        {
          runtime: { business: [{ ...orders, for: '29s' }] },
        },
        'spec.runtime.business[0].for',
      ],
      [
        {
          platform: { prometheus: { evaluationInterval: '11s' } },
          runtime: {
            alerts: { overrides: { latency: { critical: { for: '21s' } } } },
          },
        },
        'spec.runtime.alerts.overrides.latency.critical.for',
      ],
    ],
    good: [
      {},
      {
        platform: { prometheus: { evaluationInterval: '11s' } },
        runtime: {
          alerts: { overrides: { down: { warning: { for: '22s' } } } },
        },
      },
      // The platform's own rule says what is wrong with 30 seconds.
      { platform: { prometheus: { evaluationInterval: '30s' } } },
    ],
  },
  'GP-SLO-004': {
    bad: [
      [
        {
          runtime: { tier: 1, dependencies: [{ ref: 'component:basket' }] },
          others: { basket: { ports: [{ port: 7017 }] } },
        },
        'spec.runtime.slo.availability',
      ],
    ],
    good: [
      {
        runtime: { dependencies: [{ ref: 'component:basket' }] },
        others: { basket: { ports: [{ port: 7017 }] } },
      },
      {
        runtime: {
          tier: 1,
          dependencies: [{ ref: 'component:basket', critical: false }],
        },
        others: { basket: { ports: [{ port: 7017 }] } },
      },
    ],
  },
});
