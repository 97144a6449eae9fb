/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeService } from '../testing/builders';
import { alertingRules, AlertSubject } from './alertingRules';
import { recordingRules } from './recordingRules';

function subject(alerts: object = {}, title = 'Checkout'): AlertSubject {
  const service = makeService({ runtime: { alerts } });
  return {
    name: 'checkout',
    namespace: 'shop-platform',
    title,
    owner: service.owner,
    spec: service.spec,
    runbookUrl: 'https://docs.example.com/checkout',
    dashboardUrl: 'https://grafana.example.com/d/gp-checkout',
  };
}

const of = 'service="checkout", namespace="shop-platform"';
const down = `(service:available_replicas:sum{${of}} == 0) or absent(service:available_replicas:sum{${of}})`;
const floor = `(service:requests:rate2m{${of}} > 0.1)`;
const resources = (threshold: number) =>
  `label_replace(service:cpu_limit_utilization:max{${of}} > ${threshold}, "resource", "cpu", "", "") or label_replace(service:memory_limit_utilization:max{${of}} > ${threshold}, "resource", "memory", "", "")`;

describe('alertingRules', () => {
  it('are the eight lines of the set-up document', () => {
    expect(
      alertingRules(subject()).map(rule => [
        rule.alert,
        rule.labels.severity,
        rule.labels.signal,
        rule.expr,
        rule.for,
        rule.keep_firing_for,
      ]),
    ).toEqual([
      ['CheckoutDown', 'critical', 'availability', down, '1m', undefined],
      ['CheckoutDown', 'warning', 'availability', down, '30s', undefined],
      [
        'CheckoutHighErrorRate',
        'critical',
        'errors',
        `(service:errors:ratio_rate2m{${of}} > 0.05) and ${floor}`,
        '5m',
        '2m',
      ],
      [
        'CheckoutHighErrorRate',
        'warning',
        'errors',
        `(service:errors:ratio_rate2m{${of}} > 0.02) and ${floor}`,
        '5m',
        '2m',
      ],
      [
        'CheckoutSlowResponses',
        'critical',
        'latency',
        `(service:latency_seconds:p95_2m{${of}} > 2) and ${floor}`,
        '5m',
        '2m',
      ],
      [
        'CheckoutSlowResponses',
        'warning',
        'latency',
        `(service:latency_seconds:p95_2m{${of}} > 1) and ${floor}`,
        '5m',
        '2m',
      ],
      [
        'CheckoutResourceSaturation',
        'critical',
        'saturation',
        resources(0.9),
        '10m',
        undefined,
      ],
      [
        'CheckoutResourceSaturation',
        'warning',
        'saturation',
        resources(0.8),
        '10m',
        undefined,
      ],
    ]);
  });

  it('carry what routes and explains them', () => {
    expect(alertingRules(subject())[2]).toMatchObject({
      labels: {
        service: 'checkout',
        namespace: 'shop-platform',
        severity: 'critical',
        signal: 'errors',
        owner: 'group:default/shop-team',
      },
      annotations: {
        summary: 'Checkout fails more than 5% of its requests',
        description:
          "{{ $value | humanizePercentage }} of the requests to 'checkout' failed; above 5% for 5 minutes.",
        runbook_url: 'https://docs.example.com/checkout#checkouthigherrorrate',
        dashboard_url: 'https://grafana.example.com/d/gp-checkout',
      },
    });
  });

  it('follow the overrides and say so in their words', () => {
    const rule = alertingRules(
      subject({
        overrides: { errors: { critical: { threshold: 0.07, for: '3m' } } },
      }),
    )[2];
    expect(rule.expr).toContain('> 0.07');
    expect(rule.for).toBe('3m');
    expect(rule.annotations.summary).toContain('more than 7%');
    expect(rule.annotations.description).toContain('above 7% for 3 minutes');
  });

  it('take a title for text, even if it looks like a template', () => {
    const rule = alertingRules(subject({}, '{{ query "up" }}'))[0];
    expect(rule.annotations.summary).not.toContain('{{');
  });
});

describe('recordingRules', () => {
  it('label each series with service and namespace', () => {
    const rules = recordingRules({
      name: 'checkout',
      namespace: 'shop-platform',
    });
    expect(rules.map(({ record }) => record)).toEqual([
      'service:available_replicas:sum',
      'service:requests:rate2m',
      'service:errors:ratio_rate2m',
      'service:latency_seconds:p95_2m',
      'service:cpu_limit_utilization:max',
      'service:memory_limit_utilization:max',
    ]);
    for (const { labels } of rules) {
      expect(labels).toEqual({
        service: 'checkout',
        namespace: 'shop-platform',
      });
    }
  });

  it('read pods of the service and its canary but of no other service', () => {
    const expr = recordingRules({ name: 'op', namespace: 'a' })[4].expr;
    const pattern = /pod=~"([^"]+)"/.exec(expr)![1];
    const matches = (pod: string) => new RegExp(`^(?:${pattern})$`).test(pod);
    expect(matches('op-7d9c6b5f4-x2x9z')).toBe(true);
    expect(matches('op-canary-7d9c6b5f4-x2x9z')).toBe(true);
    expect(matches('op-import-7d9c6b5f4-x2x9z')).toBe(false);
    expect(matches('my-op-7d9c6b5f4-x2x9z')).toBe(false);
  });
});
