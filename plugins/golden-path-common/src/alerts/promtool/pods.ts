/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { canaryName, CONTAINER_NAME } from '../../render/conventions';
import { AlertSubject } from '../subject';
import { InputSeries, withStrangers } from './scenario';

/**
 * Names of pods that the service may have; of a Deployment, the last is one of
 * its canary.
 */
export function podNames({ name, workload }: AlertSubject): string[] {
  switch (workload) {
    case 'StatefulSet':
      return [0, 1, 2, 3].map(ordinal => `${name}-${ordinal}`);
    case 'Rollout':
      return ['x2x9z', 'b7k4q', 'm3n8p', 'd5c6f'].map(
        tail => `${name}-7d9c6b5f4-${tail}`,
      );
    default:
      return [
        ...['x2x9z', 'b7k4q', 'm3n8p'].map(tail => `${name}-7d9c6b5f4-${tail}`),
        `${canaryName(name)}-5f4d3c2b1-d5c6f`,
      ];
  }
}

/** A pod of a service whose name begins with this one's. */
function strangePod({ name, workload }: AlertSubject): string {
  return workload === 'StatefulSet'
    ? `${name}-import-0`
    : `${name}-import-7d9c6b5f4-x2x9z`;
}

/**
 * A series of a pod, and with `strangers` those that differ by one label.
 *
 * @param more - other labels, and what strangers have in their place
 */
export function podSeries(
  subject: AlertSubject,
  options: {
    metric: string;
    pod: string;
    values: string;
    more?: Record<string, string>;
    strangers?: { values: string; labels?: Record<string, string> };
  },
): InputSeries[] {
  const { metric, pod, values, more = {}, strangers } = options;
  const series = {
    metric,
    labels: { namespace: subject.namespace, pod, ...more },
    values,
  };
  return strangers
    ? withStrangers(series, {
        values: strangers.values,
        labels: {
          namespace: 'elsewhere',
          pod: strangePod(subject),
          ...strangers.labels,
        },
      })
    : [series];
}

/** As podSeries, of the service's own container. */
export function containerSeries(
  subject: AlertSubject,
  options: Parameters<typeof podSeries>[1],
): InputSeries[] {
  const { more, strangers } = options;
  return podSeries(subject, {
    ...options,
    more: { container: CONTAINER_NAME, ...more },
    strangers: strangers && {
      ...strangers,
      labels: { container: 'istio-proxy', ...strangers.labels },
    },
  });
}

/** Label of what a second scrape of the same thing brings. */
export const SECOND_SCRAPE = { instance: 'second' };
