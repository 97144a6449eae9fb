/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDurationSeconds } from '../spec/duration';
import { ServiceRule, Violation } from './types';

/** @internal */
export const imageTag: ServiceRule = {
  id: 'GP-IMAGE-001',
  severity: 'error',
  scope: 'service',
  title: 'The image has the tag of a release, not latest',
  why: 'A tag that moves makes two pods of one revision run different code, and nobody can go back.',
  check: ({ spec }) =>
    /^[A-Za-z0-9_][\w.-]{0,127}$/.test(spec.image.tag) &&
    spec.image.tag !== 'latest'
      ? []
      : [
          {
            path: 'spec.runtime.image.tag',
            message: `'spec.runtime.image.tag' is '${spec.image.tag}', which names no release`,
            fix: 'Write the tag of a release, as 1.4.2.',
          },
        ],
};

/** @internal */
export const imageRepository: ServiceRule = {
  id: 'GP-IMAGE-002',
  severity: 'error',
  scope: 'service',
  title: 'Repository and digest of the image are well-formed',
  why: 'The kubelet cannot pull anything else, and shows it only as InvalidImageName.',
  check: ({ spec: { image } }) => {
    const violations: Violation[] = [];
    if (
      image.repository !== undefined &&
      !/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/.test(
        image.repository,
      )
    ) {
      violations.push({
        path: 'spec.runtime.image.repository',
        message: `'spec.runtime.image.repository' is '${image.repository}', which is no image repository`,
        fix: 'Write registry and path in lower case without a tag, as registry.example.com/team/app.',
      });
    }
    if (
      image.digest !== undefined &&
      !/^sha256:[0-9a-f]{64}$/.test(image.digest)
    ) {
      violations.push({
        path: 'spec.runtime.image.digest',
        message: `'spec.runtime.image.digest' is '${image.digest}', which is no digest`,
        fix: 'Write sha256: and 64 hexadecimal digits.',
      });
    }
    return violations;
  },
};

/** @internal */
export const probesDiffer: ServiceRule = {
  id: 'GP-HEALTH-001',
  severity: 'error',
  scope: 'service',
  title: 'Readiness and liveness have different paths',
  why: 'A pod that waits for a dependency must leave the load balancer, not be killed.',
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
  check: ({ spec }) =>
    spec.health.port === undefined ||
    spec.ports.some(({ name }) => name === spec.health.port)
      ? []
      : [
          {
            path: 'spec.runtime.health.port',
            message: `'spec.runtime.health.port' is '${
              spec.health.port
            }', but the ports are ${spec.ports
              .map(({ name }) => `'${name}'`)
              .join(', ')}`,
            fix: 'Name one of the ports, or leave the field out for the first.',
          },
        ],
};

/** @internal */
export const shutdownTime: ServiceRule = {
  id: 'GP-ROLLOUT-001',
  severity: 'error',
  scope: 'service',
  title: 'A pod has at least 5 seconds left after draining',
  why: 'The grace period includes the drain; without a rest, running requests are cut off.',
  check: ({ spec: { rollout } }) =>
    rollout.drainSeconds >= 0 &&
    rollout.graceSeconds >= rollout.drainSeconds + 5
      ? []
      : [
          {
            path: 'spec.runtime.rollout.graceSeconds',
            message: `'spec.runtime.rollout.graceSeconds' is ${rollout.graceSeconds} with a drain of ${rollout.drainSeconds}`,
            fix: `Give at least ${
              Math.max(0, rollout.drainSeconds) + 5
            } seconds.`,
          },
        ],
};

/** @internal */
export const runAsUser: ServiceRule = {
  id: 'GP-SECURITY-001',
  severity: 'error',
  scope: 'service',
  title: 'The user id of the process is 10000 or higher',
  why: 'A lower id may be that of a user of the node.',
  check: ({ spec: { security } }) =>
    security.runAsUser >= 10000
      ? []
      : [
          {
            path: 'spec.runtime.security.runAsUser',
            message: `'spec.runtime.security.runAsUser' is ${security.runAsUser}`,
            fix: 'Take an id of 10000 or higher; 10001 is the default.',
          },
        ],
};

/** @internal */
export const writablePath: ServiceRule = {
  id: 'GP-SECURITY-002',
  severity: 'error',
  scope: 'service',
  title: 'Writable paths are absolute and differ',
  why: 'Kubernetes refuses a relative mount and the same mount twice.',
  check: ({ spec: { security } }) =>
    security.writablePaths.flatMap((value, index, all) =>
      /^\/[^\s:]+$/.test(value) && all.indexOf(value) === index
        ? []
        : [
            {
              path: `spec.runtime.security.writablePaths[${index}]`,
              message: `'spec.runtime.security.writablePaths[${index}]' is '${value}', which is relative or there twice`,
              fix: 'Write each path once and absolute, as /tmp.',
            },
          ],
    ),
};

/** @internal */
export const scrapeInterval: ServiceRule = {
  id: 'GP-METRICS-001',
  severity: 'error',
  scope: 'service',
  title: 'Metrics are scraped every 5 to 15 seconds',
  why: 'A warning after 30 seconds needs two samples in them; below 5 seconds the samples cost more than they tell.',
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
export const containerRules = [
  imageTag,
  imageRepository,
  probesDiffer,
  probePath,
  probePort,
  shutdownTime,
  runAsUser,
  writablePath,
  scrapeInterval,
];
