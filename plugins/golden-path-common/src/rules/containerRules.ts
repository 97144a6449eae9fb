/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDurationSeconds } from '../spec/duration';
import { isServing } from '../spec/serviceSpec';
import { outOfRange, quoted } from './syntax';
import { ServiceRule } from './types';

/** @internal */
export const probesDiffer: ServiceRule = {
  id: 'GP-HEALTH-001',
  severity: 'error',
  scope: 'service',
  title: 'Readiness and liveness have different paths',
  why: 'A pod that waits for a dependency must leave the load balancer, not be killed.',
  fields: ['spec.runtime.health.readiness'],
  example: { runtime: { health: { readiness: '/healthz' } } },
  check: ({ spec: { health } }) =>
    health.readiness === health.liveness
      ? [
          {
            path: 'spec.runtime.health.readiness',
            message: `'spec.runtime.health.readiness' is '${health.readiness}', the liveness path`,
            fix: 'Serve readiness on a path of its own, as /readyz.',
          },
        ]
      : [],
};

/** @internal */
export const probePath: ServiceRule = {
  id: 'GP-HEALTH-002',
  severity: 'error',
  scope: 'service',
  title: 'Paths of probes and metrics begin with a slash and have no blank',
  why: 'The kubelet and Prometheus would ask for another page.',
  fields: [
    'spec.runtime.health.startup',
    'spec.runtime.health.liveness',
    'spec.runtime.health.readiness',
    'spec.runtime.metrics.path',
  ],
  example: { runtime: { health: { liveness: 'healthz' } } },
  check: ({ spec }) =>
    [
      ['spec.runtime.health.startup', spec.health.startup],
      ['spec.runtime.health.liveness', spec.health.liveness],
      ['spec.runtime.health.readiness', spec.health.readiness],
      ['spec.runtime.metrics.path', spec.metrics.path],
    ].flatMap(([path, value]) =>
      value === undefined || /^\/\S*$/.test(value)
        ? []
        : [
            {
              path: path!,
              message: `'${path}' is '${value}', which is no path`,
              fix: `Write a path such as /healthz.`,
            },
          ],
    ),
};

/** @internal */
export const probePort: ServiceRule = {
  id: 'GP-HEALTH-003',
  severity: 'error',
  scope: 'service',
  title: 'Probes ask a port that the service has',
  why: 'A probe of a port that does not exist kills every pod.',
  fields: ['spec.runtime.health.port'],
  example: { runtime: { health: { port: 'grpc' } } },
  check: ({ spec }) =>
    spec.health.port === undefined ||
    spec.ports.some(({ name }) => name === spec.health.port)
      ? []
      : [
          {
            path: 'spec.runtime.health.port',
            message: `'spec.runtime.health.port' is '${
              spec.health.port
            }', but ${
              spec.ports.length === 0
                ? 'there are no ports'
                : `the ports are ${quoted(spec.ports.map(({ name }) => name))}`
            }`,
            fix: 'Name one of the ports, or leave the field out for the first.',
          },
        ],
};

/** @internal */
export const probeProtocol: ServiceRule = {
  id: 'GP-HEALTH-004',
  severity: 'error',
  scope: 'service',
  title: 'Probes ask a port of TCP',
  why: 'The kubelet has no probe for UDP: every pod would be killed.',
  fields: ['spec.runtime.health.port', 'spec.runtime.ports[].protocol'],
  example: {
    runtime: { ports: [{ name: 'udp', port: 7013, protocol: 'UDP' }] },
  },
  check: ({ spec: { health, ports } }) => {
    const index =
      health.port === undefined
        ? 0
        : ports.findIndex(({ name }) => name === health.port);
    const port = ports[index];
    const path =
      health.port === undefined
        ? `spec.runtime.ports[0].protocol`
        : 'spec.runtime.health.port';
    return port?.protocol === 'UDP'
      ? [
          {
            path,
            message: `'${path}' is '${
              health.port ?? 'UDP'
            }', which the kubelet cannot probe`,
            fix: "Name a port of TCP in 'spec.runtime.health.port', and add one if there is none.",
          },
        ]
      : [];
  },
};

/** @internal */
export const startupTime: ServiceRule = {
  id: 'GP-HEALTH-005',
  severity: 'error',
  scope: 'service',
  title: 'A process has between 2 seconds and an hour to start',
  why: 'The startup probe asks every 2 seconds; after an hour nobody waits any more.',
  fields: ['spec.runtime.health.startupSeconds'],
  example: { runtime: { health: { startupSeconds: 0 } } },
  check: ({ spec: { health } }) =>
    outOfRange(
      'spec.runtime.health.startupSeconds',
      health.startupSeconds,
      2,
      3600,
    ),
};

/** Of the 300 seconds after which a rollout without progress is given up. */
const UNHURRIED_SECONDS = 240;

/** @internal */
export const startupSlow: ServiceRule = {
  id: 'GP-HEALTH-006',
  severity: 'warning',
  scope: 'service',
  title: `A process starts within ${UNHURRIED_SECONDS} seconds`,
  why: 'After 300 seconds without progress Argo CD calls the rollout Degraded, though the pod is only slow.',
  fields: ['spec.runtime.health.startupSeconds'],
  example: { runtime: { health: { startupSeconds: 600 } } },
  check: ({ spec }) =>
    isServing(spec) && spec.health.startupSeconds > UNHURRIED_SECONDS
      ? [
          {
            path: 'spec.runtime.health.startupSeconds',
            message: `'spec.runtime.health.startupSeconds' is ${spec.health.startupSeconds}, above ${UNHURRIED_SECONDS}`,
            fix: 'Start sooner and load the rest while the readiness probe says no.',
          },
        ]
      : [],
};

/** @internal */
export const scrapeInterval: ServiceRule = {
  id: 'GP-METRICS-001',
  severity: 'error',
  scope: 'service',
  title: 'Metrics are scraped every 5 to 15 seconds',
  why: 'A warning after 30 seconds needs two samples in them; below 5 seconds the samples cost more than they tell.',
  fields: ['spec.runtime.metrics.interval'],
  example: { runtime: { metrics: { interval: '30s' } } },
  check: ({ spec: { metrics } }) => {
    const seconds = parseDurationSeconds(metrics.interval);
    return seconds !== undefined && seconds >= 5 && seconds <= 15
      ? []
      : [
          {
            path: 'spec.runtime.metrics.interval',
            message: `'spec.runtime.metrics.interval' is '${metrics.interval}', which is no duration from 5s to 15s`,
            fix: 'Write 15s.',
          },
        ];
  },
};

/** @internal */
export const shutdownTime: ServiceRule = {
  id: 'GP-ROLLOUT-001',
  severity: 'error',
  scope: 'service',
  title:
    'The grace period covers draining, the longest request and 5 seconds more',
  why: 'The kill comes when the grace period is over: requests that are still running then are cut off.',
  fields: [
    'spec.runtime.rollout.graceSeconds',
    'spec.runtime.rollout.drainSeconds',
  ],
  example: { runtime: { rollout: { graceSeconds: 20 } } },
  check: ({ spec }) => {
    const { drainSeconds, graceSeconds } = spec.rollout;
    if (drainSeconds < 0) {
      return [
        {
          path: 'spec.runtime.rollout.drainSeconds',
          message: `'spec.runtime.rollout.drainSeconds' is ${drainSeconds}`,
          fix: 'Write the seconds that callers need to notice, 10 is usual.',
        },
      ];
    }
    const longest = longestRequest(spec);
    const least = Math.ceil(drainSeconds + longest + 5);
    return graceSeconds >= least
      ? []
      : [
          {
            path: 'spec.runtime.rollout.graceSeconds',
            message: `'spec.runtime.rollout.graceSeconds' is ${graceSeconds}, less than a drain of ${drainSeconds}${
              longest > 0 ? `, a request of ${longest}` : ''
            } and 5 more`,
            fix: `Give at least ${least} seconds${
              longest > 0 ? ', or shorten the timeout' : ''
            }.`,
          },
        ];
  },
};

/** Seconds that a request may still run when the pod is told to go. */
function longestRequest(spec: Parameters<typeof isServing>[0]): number {
  return isServing(spec) ? parseDurationSeconds(spec.traffic.timeout) ?? 0 : 0;
}

/** @internal */
export const containerRules = [
  probesDiffer,
  probePath,
  probePort,
  probeProtocol,
  startupTime,
  startupSlow,
  scrapeInterval,
  shutdownTime,
];
