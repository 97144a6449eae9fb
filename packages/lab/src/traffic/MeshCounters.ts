/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHash } from 'node:crypto';
import { PodView, ServiceView } from './clusterView';
import { TrafficControl } from './controls';
import { MetricFamily, Sample } from './exposition';

/**
 * Upper edges of the buckets in milliseconds: those that the golden path sets by
 * the annotation sidecar.istio.io/statsHistogramBuckets.
 */
const edges = [
  5, 10, 25, 50, 100, 250, 500, 750, 1000, 1500, 2000, 3000, 5000, 10000,
];

/**
 * Answer times as multiples of the median, equally many of each: a right-skewed
 * distribution whose 95th percentile is about twice its median.
 */
const spread = [
  0.55, 0.65, 0.72, 0.78, 0.84, 0.89, 0.93, 0.97, 0.99, 1, 1.03, 1.07, 1.12,
  1.18, 1.25, 1.34, 1.46, 1.62, 1.85, 2.3,
];

/**
 * Share of failed requests when nothing is wrong. One of a minute's few hundred
 * would be more than the error budget of tier 1.
 */
const baselineErrorRatio = 0;

/** What a service does when nothing is wrong; the same at every start. @internal */
export function baselineOf(service: string) {
  const hash = createHash('sha256').update(service).digest();
  return {
    requestsPerSecond: 5 + (hash[0] % 36),
    latencyMs: 20 + (hash[1] % 81),
    phase: (hash[2] / 256) * 2 * Math.PI,
  };
}

interface Series {
  labels: Record<string, string>;
  requests: number;
  buckets: number[];
  sumMs: number;
}

/**
 * The counters that the proxies of a mesh would export. Follows the cluster: traffic
 * is spread over ready pods, and where there is none, only the callers see it,
 * as 503 (no healthy upstream) and 0 (connection cut).
 * @internal
 */
export class MeshCounters {
  readonly #series = new Map<string, Series>();
  readonly #pods = new Map<string, { ok: number; failed: number }>();
  readonly #called = new Set<string>();
  #seconds = 0;

  static create() {
    return new MeshCounters();
  }

  private constructor() {}

  /**
   * Adds what happened in `seconds`.
   *
   * @param seconds - of a monotonic clock.
   */
  advance(
    services: ServiceView[],
    controlOf: (namespace: string, service: string) => TrafficControl,
    seconds: number,
  ): void {
    this.#seconds += seconds;
    const alive = new Set<string>();
    for (const service of services) {
      const control = controlOf(service.namespace, service.name);
      const baseline = baselineOf(service.name);
      const wave =
        1 +
        0.15 * Math.sin((this.#seconds / 60) * 2 * Math.PI + baseline.phase);
      const requests =
        baseline.requestsPerSecond * wave * (control.rpsFactor ?? 1) * seconds;
      const ready = service.pods.filter(pod => pod.ready);
      const latencyMs = control.latencyMs ?? baseline.latencyMs;
      const key = `${service.namespace}/${service.name}`;
      // Nobody calls a service before it has ever answered.
      if (ready.length > 0) this.#called.add(key);
      else if (this.#called.has(key)) this.#refuse(service, requests);
      for (const pod of ready) {
        this.#serve(service, pod, {
          requests: requests / ready.length,
          errorRatio: control.errorRatio ?? baselineErrorRatio,
          latencyMs,
        });
      }
      for (const pod of service.pods) alive.add(podKey(service, pod));
    }
    for (const key of this.#pods.keys())
      if (!alive.has(key)) this.#pods.delete(key);
  }

  /** The mesh's page. */
  families(): MetricFamily[] {
    const requests: Sample[] = [];
    const durations: Sample[] = [];
    for (const {
      labels,
      requests: count,
      buckets,
      sumMs,
    } of this.#series.values()) {
      requests.push({ labels, value: Math.floor(count) });
      let below = 0;
      for (const [index, edge] of edges.entries()) {
        below += buckets[index];
        durations.push({
          suffix: '_bucket',
          labels: { ...labels, le: String(edge) },
          value: Math.floor(below),
        });
      }
      const total = Math.floor(count);
      durations.push(
        { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: total },
        { suffix: '_sum', labels, value: Math.round(sumMs) },
        { suffix: '_count', labels, value: total },
      );
    }
    return [
      {
        name: 'istio_requests_total',
        help: 'Requests that a proxy saw.',
        type: 'counter',
        samples: requests,
      },
      {
        name: 'istio_request_duration_milliseconds',
        help: 'Duration of the requests that a proxy saw.',
        type: 'histogram',
        samples: durations,
      },
    ];
  }

  /** A pod's own page. */
  podFamilies(namespace: string, pod: string): MetricFamily[] {
    const { ok, failed } = this.#pods.get(`${namespace}/${pod}`) ?? {
      ok: 0,
      failed: 0,
    };
    return [
      {
        name: 'http_requests_total',
        help: 'Requests that the service answered.',
        type: 'counter',
        samples: [
          { labels: { code: '200' }, value: Math.floor(ok) },
          { labels: { code: '500' }, value: Math.floor(failed) },
        ],
      },
    ];
  }

  #refuse(service: ServiceView, requests: number) {
    const to = {
      workload: 'unknown',
      version: 'unknown',
      policy: 'unknown',
      reporter: 'source',
    };
    this.#count(
      service,
      { ...to, code: '503', flags: 'UH' },
      requests * 0.9,
      1,
    );
    this.#count(service, { ...to, code: '0', flags: 'DC' }, requests * 0.1, 1);
  }

  #serve(
    service: ServiceView,
    pod: PodView,
    load: { requests: number; errorRatio: number; latencyMs: number },
  ) {
    const { requests, errorRatio, latencyMs } = load;
    const failed = requests * errorRatio;
    const ok = requests - failed;
    const own = this.#pods.get(podKey(service, pod)) ?? { ok: 0, failed: 0 };
    own.ok += ok;
    own.failed += failed;
    this.#pods.set(podKey(service, pod), own);
    const to = { workload: pod.workload, version: pod.version, flags: '-' };
    for (const reporter of ['source', 'destination']) {
      // Istio: only the side that ends the connection knows that it was mutual TLS.
      const policy = reporter === 'source' ? 'unknown' : 'mutual_tls';
      const by = { ...to, reporter, policy };
      this.#count(service, { ...by, code: '200' }, ok * 0.98, latencyMs);
      this.#count(service, { ...by, code: '404' }, ok * 0.02, latencyMs);
      this.#count(service, { ...by, code: '500' }, failed, latencyMs);
    }
  }

  #count(
    service: ServiceView,
    call: {
      reporter: string;
      workload: string;
      version: string;
      code: string;
      flags: string;
      policy: string;
    },
    requests: number,
    latencyMs: number,
  ) {
    if (requests <= 0) return;
    const { namespace, name } = service;
    const { reporter, workload, version, code } = call;
    const key = [namespace, name, reporter, workload, version, code].join('/');
    let series = this.#series.get(key);
    if (!series) {
      const caller =
        name === 'api-gateway' ? 'istio-ingressgateway' : 'api-gateway';
      series = {
        labels: {
          reporter,
          source_workload: caller,
          source_workload_namespace:
            caller === 'api-gateway' ? namespace : 'istio-system',
          destination_service: `${name}.${namespace}.svc.cluster.local`,
          destination_service_name: name,
          destination_service_namespace: namespace,
          destination_workload: workload,
          destination_workload_namespace:
            workload === 'unknown' ? 'unknown' : namespace,
          destination_version: version,
          request_protocol: 'http',
          response_code: code,
          response_flags: call.flags,
          connection_security_policy: call.policy,
        },
        requests: 0,
        buckets: edges.map(() => 0),
        sumMs: 0,
      };
      this.#series.set(key, series);
    }
    series.requests += requests;
    const share = requests / spread.length;
    for (const factor of spread) {
      const ms = latencyMs * factor;
      const index = edges.findIndex(edge => ms <= edge);
      if (index >= 0) series.buckets[index] += share;
      series.sumMs += share * ms;
    }
  }
}

function podKey(service: ServiceView, pod: PodView): string {
  return `${service.namespace}/${pod.name}`;
}
