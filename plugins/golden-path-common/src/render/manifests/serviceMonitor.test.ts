/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

describe('renderServiceMonitor', () => {
  it('reads the metrics port of the service under a job of its name', () => {
    expect(renderKind('ServiceMonitor').spec).toEqual({
      jobLabel: 'app.kubernetes.io/name',
      sampleLimit: 10_000,
      namespaceSelector: { matchNames: ['shop-platform'] },
      selector: {
        matchLabels: {
          'app.kubernetes.io/name': 'checkout',
          'app.kubernetes.io/instance': 'checkout',
        },
      },
      endpoints: [
        { port: 'metrics', scheme: 'http', path: '/metrics', interval: '15s' },
      ],
    });
  });

  it('follows the spec', () => {
    const [endpoint] = renderKind('ServiceMonitor', {
      metrics: { port: 9131, path: '/internal/metrics', interval: '17s' },
    }).spec.endpoints;
    expect(endpoint).toMatchObject({
      path: '/internal/metrics',
      interval: '17s',
    });
  });

  it("has the labels without which Prometheus' operator ignores it", () => {
    const { labels } = renderKind(
      'ServiceMonitor',
      {},
      { prometheus: { selectorLabels: { release: 'monitoring-7' } } },
    ).metadata;
    expect(labels).toMatchObject({
      release: 'monitoring-7',
      'app.kubernetes.io/name': 'checkout',
    });
  });

  it.each(['cronjob', 'job'])('is not there for a %s', kind => {
    const objects = renderObjects({
      ports: [],
      workload: { kind, schedule: '15 3 * * *' },
    });
    expect(objects).not.toHaveProperty('ServiceMonitor/checkout');
  });
});
