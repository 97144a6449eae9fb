/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeAlertSubject } from './__fixtures__/makeAlertSubject';
import { recordingRules } from './recordingRules';

type Runtime = NonNullable<Parameters<typeof makeAlertSubject>[0]>['runtime'];

function queryOf(record: string, runtime: Runtime = {}, platform = {}) {
  return recordingRules(makeAlertSubject({ runtime, platform })).find(
    rule => rule.record === record,
  )?.expr;
}

describe('recordingRules', () => {
  it('label each series with service and namespace', () => {
    const rules = recordingRules(makeAlertSubject());
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

  it.each([
    [
      'a Deployment and its canary together',
      {},
      'sum(kube_deployment_status_replicas_available{namespace="shop-platform", deployment=~"checkout|checkout-canary"})',
    ],
    [
      "a Rollout by Argo Rollouts' own metric",
      { rollout: { strategy: 'rollouts' } },
      'max(rollout_info_replicas_available{namespace="shop-platform", name="checkout"})',
    ],
    [
      'a StatefulSet',
      { workload: { kind: 'statefulset' } },
      'max(kube_statefulset_status_replicas_available{namespace="shop-platform", statefulset="checkout"})',
    ],
  ])('count the replicas of %s', (_, runtime, expected) => {
    expect(queryOf('service:available_replicas:sum', runtime)).toBe(expected);
  });

  it('count errors as callers see them, and 0 where none ever failed', () => {
    const to =
      'reporter="source", destination_service_name="checkout", destination_service_namespace="shop-platform"';
    const total = `sum(rate(istio_requests_total{${to}}[2m]))`;
    expect(queryOf('service:errors:ratio_rate2m')).toBe(
      `(sum(rate(istio_requests_total{${to}, response_code=~"5..|0"}[2m])) or (${total} * 0)) / ${total}`,
    );
  });

  it('find the errors of gRPC behind code 200', () => {
    expect(
      queryOf('service:errors:ratio_rate2m', {
        ports: [{ name: 'grpc', port: 7013 }],
      }),
    ).toContain('response_code="200", grpc_response_status=~"2|4|12|13|14|15"');
  });

  it("read the service's own metrics, in seconds, where there is no mesh", () => {
    const mesh = { mesh: { injection: false } };
    expect(queryOf('service:requests:rate2m', {}, mesh)).toBe(
      'sum(rate(http_requests_total{job="checkout", namespace="shop-platform"}[2m]))',
    );
    expect(queryOf('service:latency_seconds:p95_2m', {}, mesh)).toBe(
      'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{job="checkout", namespace="shop-platform"}[2m])))',
    );
  });
});
