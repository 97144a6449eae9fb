/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertName, TRAFFIC_FLOOR } from '../alertingRules';
import { RECORDED } from '../recordingRules';
import { AlertSubject, subjectLabels } from '../subject';
import { alertLevels } from '../thresholds';
import { longestHold, onsetChecks } from './clock';
import { MINUTE } from './minutes';
import { gauge } from './samples';
import { AlertCheck, Firing, Scenario, withStrangers } from './scenario';

const TRAFFIC = ['errors', 'latency'] as const;

type Watched = 'errors' | 'latency' | 'resources';

/**
 * Values at the edge of each alert, given as if they had been recorded: exactly at
 * the critical threshold, a little above the warning's, exactly at the warning's,
 * then far above both, where that is not with exactly as much traffic as says
 * nothing. Another service is worse than any of these all the time.
 */
export function edgeScenario(subject: AlertSubject): Scenario {
  const levels = alertLevels(subject.spec);
  const signals: Watched[] =
    subject.requests === 'none' ? ['resources'] : [...TRAFFIC, 'resources'];
  const hold =
    longestHold(
      signals.map(signal => levels[signal]),
      MINUTE,
    ) +
    2 * MINUTE;
  const atCritical = hold;
  // Alerts about requests go on for two minutes after they have fired.
  const aboveWarning = atCritical + 4 * MINUTE;
  const atWarning = aboveWarning + 4 * MINUTE;
  const farAbove = atWarning + hold;
  const ends = [atCritical, aboveWarning, atWarning, farAbove];
  const phases = (...values: number[]) =>
    gauge(
      MINUTE,
      ...values.map((value, index) => ({ value, until: ends[index] })),
    );
  const edges = (signal: Watched) => {
    const critical = levels[signal].critical.threshold!;
    const warning = levels[signal].warning.threshold!;
    return {
      critical,
      warning,
      above: Math.min(warning * 1.1, (warning + critical) / 2),
      far: signal === 'resources' ? critical * 1.05 : critical * 3,
    };
  };
  const of = (metric: string, values: string, strange: number) =>
    withStrangers(
      { metric, labels: subjectLabels(subject), values },
      {
        values: gauge(MINUTE, { value: strange, until: farAbove }),
        labels: { service: `${subject.name}-import`, namespace: 'elsewhere' },
      },
    );
  const edge = (metric: string, signal: Watched) => {
    const { critical, above, warning, far } = edges(signal);
    return of(metric, phases(critical, above, warning, far), far);
  };
  const checks = (signal: Watched): AlertCheck[] => {
    const { critical, above, far } = edges(signal);
    const alert = alertName(subject.name, signal);
    const fires = (severity: Firing['severity'], value: number): Firing[] =>
      signal === 'resources'
        ? ['cpu', 'memory'].map(resource => ({
            severity,
            value,
            labels: { resource },
          }))
        : [{ severity, value }];
    return [
      { at: atCritical - MINUTE, alert, firing: fires('warning', critical) },
      { at: aboveWarning - MINUTE, alert, firing: fires('warning', above) },
      { at: atWarning - MINUTE, alert, firing: [] },
      ...(signal === 'resources'
        ? onsetChecks({
            alert,
            levels: levels[signal],
            since: { critical: atWarning, warning: atWarning },
            firing: severity => fires(severity, far),
            step: MINUTE,
          })
        : [{ at: farAbove - MINUTE, alert, firing: [] }]),
    ];
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
        at: atCritical - MINUTE,
        alert: alertName(subject.name, 'down'),
        firing: [],
      },
      ...signals.flatMap(checks),
    ],
  };
}
