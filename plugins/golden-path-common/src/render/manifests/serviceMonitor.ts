/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isServing } from '../../spec/serviceSpec';
import { LABELS, METRICS_PORT_NAME, selectorLabels } from '../conventions';
import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * Samples of one scrape that Prometheus takes. A label with a value a user or a
 * request makes a service's metrics grow until Prometheus dies of them; this way
 * only the service's own target fails.
 */
const SAMPLE_LIMIT = 10_000;

/**
 * Tells Prometheus to read the service's metrics: those of all its pods, since
 * the Service selects the canary's too.
 *
 * @internal
 */
export function renderServiceMonitor(context: RenderContext): Manifest[] {
  const { model, service } = context;
  const { metrics } = service.spec;
  if (!isServing(service.spec)) {
    return [];
  }
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: monitoringMetadata(context),
      spec: {
        // The alerts look for a job of the service's name.
        jobLabel: LABELS.name,
        sampleLimit: SAMPLE_LIMIT,
        namespaceSelector: { matchNames: [model.system.spec.namespace] },
        selector: { matchLabels: selectorLabels(service.name) },
        endpoints: [
          {
            port: METRICS_PORT_NAME,
            scheme: 'http',
            path: metrics.path,
            interval: metrics.interval,
          },
        ],
      },
    },
  ];
}

/**
 * Metadata of what Prometheus' operator picks up: it silently ignores objects
 * that lack its selector's labels.
 *
 * @internal
 */
export function monitoringMetadata(context: RenderContext) {
  const metadata = serviceMetadata(context);
  return {
    ...metadata,
    labels: {
      ...metadata.labels,
      ...context.model.system.spec.prometheus.selectorLabels,
    },
  };
}
