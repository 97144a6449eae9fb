/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertName, TRAFFIC_FLOOR } from '../alertingRules';
import { RECORDED } from '../recordingRules';
import { AlertSubject, subjectLabels } from '../subject';
import { alertLevels } from '../thresholds';
import { holdOf, STEP } from './clock';
import { gauge } from './samples';
import { AlertCheck, Firing, Scenario, withStrangers } from './scenario';

const TRAFFIC = ['errors', 'latency'] as const;

type Watched = 'errors' | 'latency' | 'resources';

/**
 * Values at the edge of each alert, given as if they had been recorded: exactly at
 * the critical threshold, a little above the warning's, exactly at the warning's,
 * then far above both with exactly as much traffic as says nothing. Another
 * service is worse than any of these all the time.
 */
export function edgeScenario(subject: AlertSubject): Scenario {
  const levels = alertLevels(subject.spec);
  const signals: Watched[] =
    subject.requests === 'none' ? ['resources'] : [...TRAFFIC, 'resources'];
  const longest = (watched: readonly Watched[]) =>
    Math.max(
      ...watched.flatMap(signal =>
        Object.values(levels[signal]).map(level => holdOf(level)),
      ),
    );
  const slack = 2 * STEP;
  const atCritical = longest(signals) + slack;
  // Alerts about requests go on for two minutes after they have fired.
  const aboveWarning = atCritical + 120 + slack;
  const atWarning = aboveWarning + 120 + slack;
  const atFloor = atWarning + longest(TRAFFIC) + slack;
  const ends = [atCritical, aboveWarning, atWarning, atFloor];
  const phases = (...values: number[]) =>
    gauge(
      STEP,
      ...values.map((value, index) => ({ value, until: ends[index] })),
    );
  const edges = (signal: Watched) => {
    const critical = levels[signal].critical.threshold!;
    const warning = levels[signal].warning.threshold!;
    return {
      critical,
      warning,
      above: Math.min(warning * 1.1, (warning + critical) / 2),
    };
  };
  const of = (metric: string, values: string, strange: number) =>
    withStrangers(
      { metric, labels: subjectLabels(subject), values },
      {
        values: gauge(STEP, { value: strange, until: atFloor }),
        labels: { service: `${subject.name}-import`, namespace: 'elsewhere' },
      },
    );
  const edge = (metric: string, signal: Watched) => {
    const { critical, above, warning } = edges(signal);
    const far = 3 * critical;
    return of(
      metric,
      signal === 'resources'
        ? phases(critical, above, warning)
        : phases(critical, above, warning, far),
      far,
    );
  };
  const checks = (signal: Watched): AlertCheck[] => {
    const { critical, above } = edges(signal);
    const warns = (value: number): Firing[] =>
      signal === 'resources'
        ? ['cpu', 'memory'].map(resource => ({
            severity: 'warning',
            value,
            labels: { resource },
          }))
        : [{ severity: 'warning', value }];
    const firing = [warns(critical), warns(above), [], []];
    return ends.slice(0, signal === 'resources' ? 3 : 4).map((end, index) => ({
      at: end - STEP,
      alert: alertName(subject.name, signal),
      firing: firing[index],
    }));
  };
  return {
    sentence: 'values are at the very edge of each alert',
    series: [
      ...of(RECORDED.availableReplicas, phases(3, 3, 3, 3), 0),
      ...edge(RECORDED.cpuUtilization, 'resources'),
      ...edge(RECORDED.memoryUtilization, 'resources'),
      ...(signals.length > 1
        ? [
            ...of(RECORDED.requestRate, phases(7, 7, 7, TRAFFIC_FLOOR), 7),
            ...edge(RECORDED.errorRatio, 'errors'),
            ...edge(RECORDED.latencyP95, 'latency'),
          ]
        : []),
    ],
    checks: [
      {
        at: atCritical - STEP,
        alert: alertName(subject.name, 'down'),
        firing: [],
      },
      ...signals.flatMap(checks),
    ],
  };
}
