/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ALERT_SIGNALS, alertLevels } from '../alerts/thresholds';
import { parseDurationSeconds } from '../spec/duration';
import { ServiceRule, Violation } from './types';

/** @internal */
export const alertOrder: ServiceRule = {
  id: 'GP-ALERT-001',
  severity: 'error',
  scope: 'service',
  title: 'A warning comes before its critical alert',
  why: 'Otherwise the warning is muted before it is ever seen.',
  check: ({ spec }) => {
    const levels = alertLevels(spec);
    const violations: Violation[] = [];
    for (const signal of ALERT_SIGNALS) {
      const { critical, warning } = levels[signal];
      const path = `spec.runtime.alerts.overrides.${signal}`;
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
  check: ({ spec }) => {
    const levels = alertLevels(spec);
    const violations: Violation[] = [];
    for (const signal of ALERT_SIGNALS) {
      for (const severity of ['critical', 'warning'] as const) {
        const { threshold, for: duration } = levels[signal][severity];
        const path = `spec.runtime.alerts.overrides.${signal}.${severity}`;
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

function describe(level: { threshold?: number; for: string }): string {
  return level.threshold === undefined
    ? level.for
    : `${level.threshold} for ${level.for}`;
}

/** @internal */
export const alertRules = [alertOrder, alertValues];
