/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ALERT_SIGNALS, alertLevels } from '../alerts/thresholds';
import { parseDurationSeconds } from '../spec/duration';
import { isLatencyEdge, latencyEdges } from '../spec/latencyBuckets';
import { PlatformRule, ServiceRule, Violation } from './types';

const ROOT = 'spec.runtime.alerts.overrides';

/** @internal */
export const alertOrder: ServiceRule = {
  id: 'GP-ALERT-001',
  severity: 'error',
  scope: 'service',
  title: 'A warning comes before its critical alert',
  why: 'Otherwise the warning is muted before it is ever seen.',
  fields: ALERT_SIGNALS.map(signal => `${ROOT}.${signal}`),
  example: {
    runtime: {
      alerts: { overrides: { errors: { warning: { threshold: 0.07 } } } },
    },
  },
  check: ({ spec }) => {
    const levels = alertLevels(spec);
    const violations: Violation[] = [];
    for (const signal of ALERT_SIGNALS) {
      const { critical, warning } = levels[signal];
      const path = `${ROOT}.${signal}`;
      const sooner =
        critical.threshold === undefined
          ? (parseDurationSeconds(warning.for) ?? 0) <
            (parseDurationSeconds(critical.for) ?? Infinity)
          : warning.threshold! < critical.threshold;
      if (!sooner) {
        violations.push({
          path,
          message: `'${path}' warns at ${describe(
            warning,
          )}, which is not before critical at ${describe(critical)}`,
          fix: 'Lower the warning, or raise the critical alert.',
        });
      }
    }
    return violations;
  },
};

/** @internal */
export const alertValues: ServiceRule = {
  id: 'GP-ALERT-002',
  severity: 'error',
  scope: 'service',
  title: 'Thresholds of alerts are ratios or seconds, and times are durations',
  why: "A threshold of 5 for an error ratio is 500 percent: it never fires. Prometheus refuses a time without a unit, and with it the service's whole file.",
  fields: ALERT_SIGNALS.map(signal => `${ROOT}.${signal}`),
  example: {
    runtime: {
      alerts: { overrides: { errors: { critical: { threshold: 5 } } } },
    },
  },
  check: ({ spec }) => {
    const levels = alertLevels(spec);
    const violations: Violation[] = [];
    for (const signal of ALERT_SIGNALS) {
      for (const severity of ['critical', 'warning'] as const) {
        const { threshold, for: duration } = levels[signal][severity];
        const path = `${ROOT}.${signal}.${severity}`;
        const largest = signal === 'latency' ? 600 : 1;
        if (
          threshold !== undefined &&
          !(threshold > 0 && threshold < largest)
        ) {
          violations.push({
            path: `${path}.threshold`,
            message: `'${path}.threshold' is ${threshold}, not between 0 and ${largest}`,
            fix:
              signal === 'latency'
                ? 'Write seconds, as 1.5.'
                : 'Write a ratio: 0.05 is five percent.',
          });
        }
        if (parseDurationSeconds(duration) === undefined) {
          violations.push({
            path: `${path}.for`,
            message: `'${path}.for' is '${duration}', which is no duration`,
            fix: 'Write a number and a unit, as 5m.',
          });
        }
      }
    }
    return violations;
  },
};

/** @internal */
export const alertTimely: PlatformRule = {
  id: 'GP-ALERT-003',
  severity: 'error',
  scope: 'platform',
  title: 'An alert holds for at least two looks of Prometheus at its rules',
  why: 'Prometheus counts from look to look: with one every 30 seconds, a warning after 30 seconds comes after 60.',
  fields: [
    ...ALERT_SIGNALS.map(signal => `${ROOT}.${signal}`),
    'spec.runtime.business[].for',
  ],
  example: {
    runtime: { alerts: { overrides: { down: { warning: { for: '20s' } } } } },
  },
  check: ({ spec }, { system }) => {
    const { evaluationInterval } = system.spec.prometheus;
    const look = parseDurationSeconds(evaluationInterval);
    // Beyond 15 s it is the platform's fault (GP-SYSTEM-003), not each alert's.
    if (look === undefined || look > 15) {
      return [];
    }
    const levels = alertLevels(spec);
    return [
      ...ALERT_SIGNALS.flatMap(signal =>
        (['critical', 'warning'] as const).map(
          severity =>
            [
              `${ROOT}.${signal}.${severity}.for`,
              levels[signal][severity].for,
            ] as const,
        ),
      ),
      ...spec.business.map(
        (metric, index) =>
          [`spec.runtime.business[${index}].for`, metric.for] as const,
      ),
    ]
      .filter(([, text]) => (parseDurationSeconds(text) ?? Infinity) < look * 2)
      .map(([path, text]) => ({
        path,
        message: `'${path}' is '${text}', less than twice the '${evaluationInterval}' between two looks of Prometheus`,
        fix: `Write ${look * 2}s or more.`,
      }));
  },
};

/** @internal */
export const alertLatencyEdge: ServiceRule = {
  id: 'GP-ALERT-004',
  severity: 'info',
  scope: 'service',
  title: 'Thresholds of latency are edges of the histogram',
  why: 'Between two edges the percentile is guessed, so the alert comes somewhat early or late.',
  fields: [`${ROOT}.latency`],
  example: {
    runtime: {
      alerts: { overrides: { latency: { critical: { threshold: 1.7 } } } },
    },
  },
  check: ({ spec }) =>
    (['critical', 'warning'] as const).flatMap(severity => {
      const { threshold } = alertLevels(spec).latency[severity];
      const path = `${ROOT}.latency.${severity}.threshold`;
      return threshold === undefined || isLatencyEdge(threshold)
        ? []
        : [
            {
              path,
              message: `'${path}' is ${threshold}, between two edges of the histogram`,
              fix: `Take one of ${latencyEdges()}.`,
            },
          ];
    }),
};

function describe(level: { threshold?: number; for: string }): string {
  return level.threshold === undefined
    ? level.for
    : `${level.threshold} for ${level.for}`;
}

/** @internal */
export const alertRules = [
  alertOrder,
  alertValues,
  alertTimely,
  alertLatencyEdge,
];
