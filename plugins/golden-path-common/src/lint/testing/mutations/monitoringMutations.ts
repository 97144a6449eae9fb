/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Mutation, replaceIn } from './Mutation';

/** Monitors, queries and alerts. */
export const monitoringMutations: readonly Mutation[] = [
  [
    '130',
    'a monitor of nothing',
    o => {
      o.copy('ServiceMonitor', 'checkout').spec.selector = {
        matchLabels: { app: 'check' },
      };
    },
  ],
  [
    '131',
    'a number for the port of a monitor',
    o => {
      o.get('ServiceMonitor', 'checkout').spec.endpoints[0].port = '9090';
    },
  ],
  [
    '132',
    'rules that Prometheus does not select',
    o => delete o.get('PrometheusRule', 'checkout').metadata.labels.release,
  ],
  [
    '140',
    'an expression that is cut off',
    o => {
      o.rules('service:requests:rate2m')[0].expr = 'sum(rate(';
    },
  ],
  [
    '141',
    'a series that nobody records',
    o => {
      for (const rule of o.rules('CheckoutSlowResponses')) {
        rule.expr = rule.expr.replaceAll('p95_2m', 'p95_5m');
      }
    },
  ],
  [
    '142',
    'a slip in a series',
    o => {
      replaceIn(
        o.rules('service:available_replicas:sum'),
        'replicas_available',
        'available_replicas',
      );
    },
  ],
  [
    '143',
    'another service in a query',
    o => {
      replaceIn(o.rules('service:requests:rate2m'), '"checkout"', '"checkot"');
    },
  ],
  [
    '143',
    'a pattern that no pod has',
    o => {
      replaceIn(
        o.rules('service:cpu_limit_utilization:max'),
        'checkout-(canary-)?',
        'check-',
      );
    },
  ],
  [
    '144',
    'a job by a prefix',
    o => {
      replaceIn(
        o.rules('CheckoutMetricsMissing'),
        'job="checkout"',
        'job=~"shop-.*"',
      );
    },
  ],
  [
    '145',
    'both ends of a request',
    o => {
      replaceIn(o.rules('service:requests:rate2m'), 'reporter="source", ', '');
    },
  ],
  [
    '146',
    'a bucket by equality',
    o => {
      replaceIn(
        o.rules('service:latency_seconds:p95_2m'),
        'reporter="destination"',
        'reporter="destination", le="1000"',
      );
    },
  ],
  [
    '147',
    'a window of one scrape',
    o => {
      replaceIn(o.rules('service:requests:rate2m'), '[2m]', '[20s]');
    },
  ],
  [
    '150',
    'no runbook',
    o => delete o.rules('CheckoutDown')[0].annotations.runbook_url,
  ],
  [
    '151',
    'a time of one evaluation',
    o => {
      o.rules('CheckoutDown')[0].for = '15s';
    },
  ],
  [
    '152',
    'each target for itself',
    o => {
      o.rules('CheckoutDown')[0].expr =
        'up{job="checkout"} == 0 or absent(up{job="checkout"})';
    },
  ],
  [
    '153',
    'no word about absence',
    o => {
      for (const rule of o.rules('CheckoutDown')) {
        rule.expr = rule.expr.split(' or absent')[0];
      }
    },
  ],
  [
    '154',
    "another service's name on an alert",
    o => {
      for (const rule of o.rules('LedgerDown', 'ledger')) {
        rule.alert = 'CheckoutDown';
      }
    },
  ],
  [
    '155',
    'a series that is recorded last',
    o => {
      const [{ rules }] = o.get('PrometheusRule', 'checkout').spec.groups;
      rules.push(rules.shift());
    },
  ],
  [
    '156',
    'no burn rates',
    o => {
      const { spec } = o.get('PrometheusRule', 'checkout');
      spec.groups = spec.groups.slice(0, 2);
    },
  ],
];
