/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePort, ServiceSpec } from '../../spec/serviceSpec';
import { hostOf, podLabels, RATE_LIMIT_SERVICE } from '../conventions';
import { isGrpcPort, podPortOf } from '../ports';
import {
  isGloballyLimited,
  limitedPorts,
  RateLimitWindow,
  rateLimitWindows,
} from '../rateLimit';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/*
 * Rate limits. Istio has no kind for them, so these reach into Envoy's own
 * configuration, which no version of Istio promises to keep: after each upgrade of
 * Istio look whether `istioctl proxy-config listener` still shows the filter. That is
 * why they have a file of their own and nothing else of a service depends on it.
 *
 * Refused requests are 429, which callers do not retry and the error objective does
 * not count. gRPC has a code for them; Envoy's default there is UNAVAILABLE, which
 * clients take for a reason to try again.
 */

type RateLimit = NonNullable<ServiceSpec['traffic']['rateLimit']>;

/** Name of the counted windows in the rate limit service's configuration. */
export const WINDOW_KEY = 'window';

/** Longest time that a request waits for the answer whether it may pass. */
const ANSWER_TIMEOUT = '0.1s';

/**
 * After the filters of others: before them, what ours is put next to might not be
 * there yet.
 */
const PRIORITY = 10;

/** @internal */
export function renderEnvoyFilters(context: RenderContext): Manifest[] {
  const { spec } = context.service;
  const { rateLimit } = spec.traffic;
  const ports = limitedPorts(spec);
  if (!rateLimit || ports.length === 0) {
    return [];
  }
  if (!isGloballyLimited(spec)) {
    return [
      envoyFilter(
        context,
        'rate-limit',
        ports.map(port => filterPatch(port, localFilter(rateLimit, port))),
      ),
    ];
  }
  return [
    envoyFilter(
      context,
      'rate-limit',
      ports.map(port => filterPatch(port, globalFilter(context, port))),
    ),
    envoyFilter(
      context,
      'rate-limit-actions',
      ports.map(port => actionsPatch(port, rateLimitWindows(rateLimit))),
    ),
  ];
}

function envoyFilter(
  context: RenderContext,
  suffix: string,
  configPatches: ManifestValue[],
): Manifest {
  const { name } = context.service;
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: serviceMetadata(context, `${name}-${suffix}`),
    spec: {
      workloadSelector: { labels: podLabels(name) },
      priority: PRIORITY,
      configPatches,
    },
  };
}

/** Puts a filter before the router of the port's connections. */
function filterPatch(port: ServicePort, value: ManifestValue): ManifestValue {
  return {
    applyTo: 'HTTP_FILTER',
    match: {
      context: 'SIDECAR_INBOUND',
      listener: {
        portNumber: podPortOf(port),
        filterChain: {
          filter: {
            name: 'envoy.filters.network.http_connection_manager',
            subFilter: { name: 'envoy.filters.http.router' },
          },
        },
      },
    },
    patch: { operation: 'INSERT_BEFORE', value },
  };
}

/**
 * Counts in the pod's own proxy. Each port has a bucket; `burst` is its size and
 * `rps` what flows in.
 */
function localFilter(
  { rps, burst = rps }: RateLimit,
  port: ServicePort,
): ManifestValue {
  // Both are 0 percent where nothing is said: the filter would only look on.
  const always = { default_value: { numerator: 100, denominator: 'HUNDRED' } };
  return {
    name: 'envoy.filters.http.local_ratelimit',
    typed_config: {
      '@type':
        'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
      stat_prefix: 'http_local_rate_limiter',
      token_bucket: {
        max_tokens: burst,
        tokens_per_fill: rps,
        fill_interval: '1s',
      },
      filter_enabled: always,
      filter_enforced: always,
      status: { code: 'TooManyRequests' },
      ...answer(port),
    },
  };
}

/** Asks the rate limit service, which counts for all pods together. */
function globalFilter(
  { service, model }: RenderContext,
  port: ServicePort,
): ManifestValue {
  const host = hostOf(RATE_LIMIT_SERVICE.name, model.system.spec.namespace);
  return {
    name: 'envoy.filters.http.ratelimit',
    typed_config: {
      '@type':
        'type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit',
      domain: service.name,
      failure_mode_deny: service.spec.traffic.rateLimit?.failOpen === false,
      timeout: ANSWER_TIMEOUT,
      rate_limit_service: {
        grpc_service: {
          // The mesh's own cluster of that Service, so the call has mutual TLS.
          envoy_grpc: {
            cluster_name: `outbound|${RATE_LIMIT_SERVICE.port}||${host}`,
            authority: host,
          },
        },
        transport_api_version: 'V3',
      },
      ...answer(port),
    },
  };
}

/** What a refused caller is told: how much it may, and to come back in a second. */
function answer(port: ServicePort): { [field: string]: ManifestValue } {
  return {
    enable_x_ratelimit_headers: 'DRAFT_VERSION_03',
    response_headers_to_add: [
      {
        header: { key: 'retry-after', value: '1' },
        append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
      },
    ],
    ...(isGrpcPort(port) && { rate_limited_as_resource_exhausted: true }),
  };
}

/** Says what is counted: each request once in every window. */
function actionsPatch(
  port: ServicePort,
  windows: readonly RateLimitWindow[],
): ManifestValue {
  return {
    applyTo: 'VIRTUAL_HOST',
    match: {
      context: 'SIDECAR_INBOUND',
      routeConfiguration: { portNumber: podPortOf(port) },
    },
    patch: {
      operation: 'MERGE',
      value: {
        rate_limits: windows.map(({ unit }) => ({
          actions: [
            {
              generic_key: {
                descriptor_key: WINDOW_KEY,
                descriptor_value: unit,
              },
            },
          ],
        })),
      },
    },
  };
}
