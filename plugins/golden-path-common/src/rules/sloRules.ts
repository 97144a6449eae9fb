/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDependencyRef } from '../graph/dependencies';
import { servicesMeantBy } from '../model/lookups';
import { isLatencyEdge, latencyEdges } from '../spec/latencyBuckets';
import { availabilityOf, isServing } from '../spec/serviceSpec';
import { outOfRange } from './syntax';
import { PlatformRule, ServiceRule } from './types';

const ROOT = 'spec.runtime.slo';

/** @internal */
export const sloObjective: ServiceRule = {
  id: 'GP-SLO-001',
  severity: 'error',
  scope: 'service',
  title: 'Objectives lie between 90 and 99.99 percent',
  why: 'Below, nothing ever alerts; above, the budget of a month is gone before anybody can look.',
  fields: [`${ROOT}.availability`, `${ROOT}.latency.objective`],
  example: { runtime: { slo: { availability: 100 } } },
  check: ({ spec: { slo } }) => [
    ...outOfRange(`${ROOT}.availability`, slo.availability, 90, 99.99),
    ...outOfRange(
      `${ROOT}.latency.objective`,
      slo.latency.objective,
      90,
      99.99,
    ),
  ],
};

/** @internal */
export const sloLatency: ServiceRule = {
  id: 'GP-SLO-002',
  severity: 'error',
  scope: 'service',
  title: "The latency objective is an edge of the mesh's histogram",
  why: 'Requests are counted up to an edge; at any other time there is no such count, and the alert could never fire.',
  fields: [`${ROOT}.latency.seconds`],
  example: { runtime: { slo: { latency: { seconds: 1.2 } } } },
  check: ({ spec: { slo } }) =>
    isLatencyEdge(slo.latency.seconds)
      ? []
      : [
          {
            path: `${ROOT}.latency.seconds`,
            message: `'${ROOT}.latency.seconds' is ${slo.latency.seconds}, which is no edge of the histogram`,
            fix: `Take one of ${latencyEdges()}.`,
          },
        ],
};

/** @internal */
export const sloWindow: ServiceRule = {
  id: 'GP-SLO-003',
  severity: 'error',
  scope: 'service',
  title: 'The error budget is counted over 7 to 90 days',
  why: 'The slowest burn-rate alert looks back 3 days; and no Prometheus keeps samples for a year.',
  fields: [`${ROOT}.windowDays`],
  example: { runtime: { slo: { windowDays: 1 } } },
  check: ({ spec: { slo } }) =>
    outOfRange(`${ROOT}.windowDays`, slo.windowDays, 7, 90),
};

/** @internal */
export const sloDependency: PlatformRule = {
  id: 'GP-SLO-004',
  severity: 'info',
  scope: 'platform',
  title: 'No service promises more than a service that it cannot do without',
  why: 'When a critical dependency fails, so does the service: its budget is spent by others.',
  fields: [`${ROOT}.availability`],
  example: {
    runtime: { dependencies: [{ ref: 'component:basket' }] },
    others: { basket: { tier: 3, ports: [{ port: 7017 }] } },
  },
  check: (service, model) => {
    const own = availabilityOf(service.spec);
    const weakest = service.spec.dependencies
      .filter(({ critical }) => critical)
      .flatMap(({ ref }) => {
        const full = parseDependencyRef(ref);
        return full?.startsWith('component:')
          ? [...servicesMeantBy(full, model)]
          : [];
      })
      .sort((a, b) => availabilityOf(a.spec) - availabilityOf(b.spec))[0];
    return weakest &&
      isServing(service.spec) &&
      availabilityOf(weakest.spec) < own
      ? [
          {
            path: `${ROOT}.availability`,
            message: `'${ROOT}.availability' is ${own}, but '${
              weakest.name
            }' promises ${availabilityOf(weakest.spec)}`,
            fix: `Promise less, raise '${weakest.name}', or live without it and say 'critical: false'.`,
            related: [weakest.entityRef],
          },
        ]
      : [];
  },
};

/** @internal */
export const sloRules = [sloObjective, sloLatency, sloWindow, sloDependency];
