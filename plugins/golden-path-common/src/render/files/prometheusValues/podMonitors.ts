/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../../../model/types';
import { ManifestValue } from '../../types';
import { workloadOf } from '../../workload';

/**
 * What else Prometheus has to read for the rules of services to see anything: the
 * chart itself brings the cluster's metrics, and services bring a ServiceMonitor
 * for their own.
 *
 * @internal
 */
export function podMonitors(model: PlatformModel): ManifestValue[] {
  const { services, system } = model;
  const { mesh } = system.spec;
  return [
    ...(mesh.injection ? [proxies(model)] : []),
    ...(services.some(({ spec }) => workloadOf(spec).kind === 'Rollout')
      ? [controller('argo-rollouts')]
      : []),
    ...(services.some(({ spec }) => spec.secrets.length > 0)
      ? [controller('external-secrets')]
      : []),
  ];
}

/**
 * The mesh's proxies, those of the gateway too, which is the sender of requests
 * from outside. They tell hundreds of things about themselves; only Istio's own
 * metrics are kept (as in Istio's samples/addons/extras/prometheus-operator.yaml).
 */
function proxies({ system }: PlatformModel): ManifestValue {
  const { namespace, gateway, prometheus } = system.spec;
  return {
    name: 'istio-proxies',
    selector: {
      matchExpressions: [
        { key: 'istio-prometheus-ignore', operator: 'DoesNotExist' },
      ],
    },
    namespaceSelector: {
      matchNames: [
        namespace,
        ...(gateway.type === 'istio' ? [gateway.namespace] : []),
      ],
    },
    podMetricsEndpoints: [
      {
        port: 'http-envoy-prom',
        path: '/stats/prometheus',
        interval: prometheus.evaluationInterval,
        metricRelabelings: [
          { action: 'keep', sourceLabels: ['__name__'], regex: 'istio_.+' },
        ],
      },
    ],
  };
}

/**
 * A controller that says of objects of other namespaces how they are. Unless its
 * labels are honoured, Prometheus puts the controller's own namespace in place of
 * the object's.
 */
function controller(name: string): ManifestValue {
  return {
    name,
    selector: { matchLabels: { 'app.kubernetes.io/name': name } },
    namespaceSelector: { any: true },
    podMetricsEndpoints: [{ port: 'metrics', honorLabels: true }],
  };
}
