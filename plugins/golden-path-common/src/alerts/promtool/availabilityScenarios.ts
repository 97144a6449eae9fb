/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { canaryName } from '../../render/conventions';
import { alertName } from '../alertingRules';
import { RECORDED } from '../recordingRules';
import { AlertSubject, subjectLabels } from '../subject';
import { alertLevels } from '../thresholds';
import { holdOf, ONSET, onsetChecks, STEP } from './clock';
import { SECOND_SCRAPE } from './pods';
import { ending, gauge } from './samples';
import { InputSeries, Scenario, selectorOf, withStrangers } from './scenario';

/** Metric of available replicas, by the workload's kind and label. */
const REPLICAS = {
  Deployment: ['kube_deployment_status_replicas_available', 'deployment'],
  StatefulSet: ['kube_statefulset_status_replicas_available', 'statefulset'],
  Rollout: ['rollout_info_replicas_available', 'name'],
} as const;

/** What the alert about a service without a replica is tested with. */
export function availabilityScenarios(subject: AlertSubject): Scenario[] {
  const scenarios = [lastPodGoes(subject), workloadGoes(subject)];
  return subject.workload === 'Deployment'
    ? [...scenarios, canaryStays(subject)]
    : scenarios;
}

/** One of several pods restarts, which is no outage; then the last one goes. */
function lastPodGoes(subject: AlertSubject): Scenario {
  const levels = alertLevels(subject.spec).down;
  const gone = ONSET + 60;
  const back = gone + Math.max(...Object.values(levels).map(hold)) + 60;
  const values = gauge(
    STEP,
    { until: ONSET, value: 3 },
    { until: gone, value: 1 },
    { until: back, value: 0 },
    { until: back + 60, value: 3 },
  );
  const series = replicasOf(subject, subject.name, values);
  const label = REPLICAS[workload(subject)][1];
  return {
    sentence: 'two of three pods restart, then the third goes too',
    series: [
      ...withStrangers(series, {
        values: gauge(STEP, { until: back + 60, value: 9 }),
        labels: { namespace: 'elsewhere', [label]: `${subject.name}-import` },
      }),
      // Knows of no replica yet.
      {
        ...series,
        labels: { ...series.labels, ...SECOND_SCRAPE },
        values: gauge(STEP, { until: back + 60, value: 0 }),
      },
    ],
    affects: [RECORDED.availableReplicas],
    checks: [
      ...downChecks(subject, gone, 0),
      { at: back, alert: alertName(subject.name, 'down'), firing: [] },
    ],
  };
}

function workloadGoes(subject: AlertSubject): Scenario {
  const gone = ending(STEP, 3, ONSET);
  const others = { service: `${subject.name}-import`, namespace: 'elsewhere' };
  return {
    sentence: `the ${subject.workload} is deleted, others stay`,
    series: [
      replicasOf(subject, subject.name, gone),
      ...withStrangers(
        {
          metric: RECORDED.availableReplicas,
          labels: subjectLabels(subject),
          values: '',
        },
        { values: gauge(STEP, { until: 2 * ONSET, value: 3 }), labels: others },
      ).slice(1),
    ],
    affects: [RECORDED.availableReplicas],
    // `absent` is 1 where there is nothing.
    checks: downChecks(subject, ONSET, 1),
  };
}

function canaryStays(subject: AlertSubject): Scenario {
  const end = ONSET + holdOf(alertLevels(subject.spec).down.critical) + STEP;
  const recorded = selectorOf(
    RECORDED.availableReplicas,
    subjectLabels(subject),
  );
  return {
    sentence: 'only the canary has pods',
    series: [
      replicasOf(
        subject,
        subject.name,
        gauge(
          STEP,
          { until: ONSET, value: 3 },
          { until: end + STEP, value: 0 },
        ),
      ),
      replicasOf(
        subject,
        canaryName(subject.name),
        gauge(STEP, { until: end + STEP, value: 1 }),
      ),
    ],
    affects: [RECORDED.availableReplicas],
    checks: [{ at: end, alert: alertName(subject.name, 'down'), firing: [] }],
    values: [
      { at: STEP, expr: recorded, samples: [{ labels: recorded, value: 4 }] },
    ],
  };
}

function downChecks(subject: AlertSubject, gone: number, value: number) {
  return onsetChecks({
    alert: alertName(subject.name, 'down'),
    levels: alertLevels(subject.spec).down,
    since: { critical: gone, warning: gone },
    firing: severity => [{ severity, value }],
  });
}

function replicasOf(
  subject: AlertSubject,
  name: string,
  values: string,
): InputSeries {
  const [metric, label] = REPLICAS[workload(subject)];
  return {
    metric,
    labels: { namespace: subject.namespace, [label]: name },
    values,
  };
}

function workload({ workload: kind }: AlertSubject): keyof typeof REPLICAS {
  return kind as keyof typeof REPLICAS;
}

function hold(level: { for: string }): number {
  return holdOf(level);
}
