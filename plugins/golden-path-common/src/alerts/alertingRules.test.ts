/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeAlertSubject } from './__fixtures__/makeAlertSubject';
import { alertingRules, alertName } from './alertingRules';

const of = 'service="checkout", namespace="shop-platform"';
const down = `(service:available_replicas:sum{${of}} == 0) or absent(service:available_replicas:sum{${of}})`;
const floor = `(service:requests:rate2m{${of}} > 0.1)`;
const resources = (threshold: number) =>
  `label_replace(service:cpu_limit_utilization:max{${of}} > ${threshold}, "resource", "cpu", "", "") or label_replace(service:memory_limit_utilization:max{${of}} > ${threshold}, "resource", "memory", "", "")`;

describe('alertingRules', () => {
  it('are the eight lines of the set-up document', () => {
    expect(
      alertingRules(makeAlertSubject()).map(rule => [
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
    expect(alertingRules(makeAlertSubject())[2]).toMatchObject({
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
      makeAlertSubject({
        runtime: {
          alerts: {
            overrides: { errors: { critical: { threshold: 0.07, for: '3m' } } },
          },
        },
      }),
    )[2];
    expect(rule.expr).toContain('> 0.07');
    expect(rule.for).toBe('3m');
    expect(rule.annotations.summary).toContain('more than 7%');
    expect(rule.annotations.description).toContain('above 7% for 3 minutes');
  });

  it('take a title for text, even if it looks like a template', () => {
    const rule = alertingRules(
      makeAlertSubject({ title: '{{ query "up" }}' }),
    )[0];
    expect(rule.annotations.summary).not.toContain('{{');
  });

  it.each([
    ['a Rollout', { rollout: { strategy: 'rollouts' } }, 'Rollout'],
    ['a StatefulSet', { workload: { kind: 'statefulset' } }, 'StatefulSet'],
  ])('name %s in their words', (_, runtime, kind) => {
    const [rule] = alertingRules(makeAlertSubject({ runtime }));
    expect(rule.annotations.description).toContain(`or its ${kind} is gone`);
  });

  it('leave out what nobody counts, as requests of bytes over TCP', () => {
    const subject = makeAlertSubject({
      runtime: { ports: [{ name: 'tcp', port: 7013 }] },
    });
    expect(alertingRules(subject).map(({ alert }) => alert)).toEqual([
      'CheckoutDown',
      'CheckoutDown',
      'CheckoutResourceSaturation',
      'CheckoutResourceSaturation',
    ]);
  });
});

describe('alertName', () => {
  it('begins with the service, so that no two services share one', () => {
    expect(alertName('api-gateway', 'errors')).toBe('ApiGatewayHighErrorRate');
  });
});
