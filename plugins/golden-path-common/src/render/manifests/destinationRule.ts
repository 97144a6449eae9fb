/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CANARY, hostOf, LABELS, podLabels, STABLE } from '../conventions';
import { routesOf } from '../routes';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { canaryRelease, stableRelease, workloadOf } from '../workload';
import { istioDuration } from './istio';
import { serviceMetadata } from './metadata';

/** Time in which a new pod's share of the requests grows to the full one. */
const WARMUP = '30s';

/**
 * How callers treat the pods of a service: connections, circuit breaker, load
 * balancing, and the subsets that routes choose from.
 *
 * It has no `tls` block. The mesh finds out by itself which pods speak mutual TLS;
 * a block would be wrong for every pod without a proxy, during a migration too.
 *
 * @internal
 */
export function renderDestinationRule(context: RenderContext): Manifest[] {
  const { service, model } = context;
  const routes = routesOf(service.spec);
  if (routes.http.length + routes.tcp.length === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: serviceMetadata(context),
      spec: {
        host: hostOf(service.name, model.system.spec.namespace),
        trafficPolicy: {
          connectionPool: connectionPool(context, routes.http.length > 0),
          loadBalancer: {
            simple: 'LEAST_REQUEST',
            warmup: { duration: WARMUP },
          },
          outlierDetection: outlierDetection(context),
        },
        // No subset has a policy: it would replace all of the above, not amend it.
        subsets: subsetsOf(context),
      },
    },
  ];
}

function connectionPool(
  { service }: RenderContext,
  hasHttp: boolean,
): ManifestValue {
  const { circuitBreaker } = service.spec.traffic;
  return {
    tcp: {
      maxConnections: circuitBreaker.maxConnections,
      connectTimeout: istioDuration(circuitBreaker.connectTimeout),
    },
    ...(hasHttp && {
      http: {
        http1MaxPendingRequests: circuitBreaker.maxPendingRequests,
        http2MaxRequests: circuitBreaker.maxRequests,
        maxRetries: circuitBreaker.maxRetries,
      },
    }),
  };
}

/**
 * Half of the pods may be left out: of two that is one, and never all.
 */
function outlierDetection({ service }: RenderContext): ManifestValue {
  const { circuitBreaker } = service.spec.traffic;
  return {
    consecutive5xxErrors: circuitBreaker.consecutive5xx,
    consecutiveGatewayErrors: circuitBreaker.consecutiveGatewayErrors,
    interval: istioDuration(circuitBreaker.interval),
    baseEjectionTime: istioDuration(circuitBreaker.ejection),
    maxEjectionPercent: circuitBreaker.maxEjectionPercent,
    minHealthPercent: circuitBreaker.minHealthPercent,
  };
}

/**
 * Every service has the subset `stable`, with or without a canary: a later canary
 * then adds a subset and a weight and moves no request of the others.
 *
 * A Rollout's controller adds the hash of a ReplicaSet to the labels of both. Until
 * then each subset is all pods.
 */
function subsetsOf({ service }: RenderContext): ManifestValue[] {
  if (workloadOf(service.spec).kind === 'Rollout') {
    return [STABLE, CANARY].map(name => ({
      name,
      labels: podLabels(service.name),
    }));
  }
  const canary = canaryRelease(service);
  const byVersion = (name: string, version: string) => ({
    name,
    labels: { [LABELS.meshVersion]: version },
  });
  return [
    byVersion(STABLE, stableRelease(service).version),
    ...(canary ? [byVersion(CANARY, canary.version)] : []),
  ];
}
