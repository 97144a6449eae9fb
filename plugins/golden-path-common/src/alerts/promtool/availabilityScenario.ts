/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { canaryName } from '../../render/conventions';
import { alertName } from '../alertingRules';
import { RECORDED } from '../recordingRules';
import { AlertSubject, subjectLabels } from '../subject';
import { alertLevels } from '../thresholds';
import { longestHold, onsetChecks, STEP } from './clock';
import { SECOND_SCRAPE } from './pods';
import { gauge, Phase } from './samples';
import { InputSeries, Scenario, selectorOf, withStrangers } from './scenario';

/** Metric of available replicas, by the workload's kind and label. */
const REPLICAS = {
  Deployment: ['kube_deployment_status_replicas_available', 'deployment'],
  StatefulSet: ['kube_statefulset_status_replicas_available', 'statefulset'],
  Rollout: ['rollout_info_replicas_available', 'name'],
} as const;

/**
 * What the alert about a service without a replica is tested with: pods restart,
 * which is no outage as long as one is left; the last one goes; a canary alone
 * stays; in the end the workload is deleted.
 */
export function availabilityScenario(subject: AlertSubject): Scenario {
  const levels = alertLevels(subject.spec).down;
  const long = longestHold([levels]) + 2 * STEP;
  const restart = 30;
  const gone = 60;
  const back = gone + long;
  const hasCanary = subject.workload === 'Deployment';
  const both = hasCanary ? back + long : back;
  const deleted = both + 30;
  const end = deleted + long;
  const alert = alertName(subject.name, 'down');
  const checks = (since: number, value: number) =>
    onsetChecks({
      alert,
      levels,
      since: { critical: since, warning: since },
      firing: severity => [{ severity, value }],
    });
  const recorded = selectorOf(
    RECORDED.availableReplicas,
    subjectLabels(subject),
  );
  const ofService = (...phases: Phase[]) =>
    replicas(subject, subject.name, `${gauge(STEP, ...phases)} stale`);
  const [metric, label] = metricOf(subject);
  return {
    sentence: `two of three pods restart, then the third goes too, ${
      hasCanary ? 'then only a canary has pods, ' : ''
    }then the ${subject.workload} is deleted`,
    series: [
      ...withStrangers(
        ofService(
          { until: restart, value: 3 },
          { until: gone, value: 1 },
          { until: both, value: 0 },
          { until: deleted, value: 3 },
        ),
        {
          values: gauge(STEP, { until: end, value: 9 }),
          labels: { namespace: 'elsewhere', [label]: `${subject.name}-import` },
        },
      ),
      // Knows of no replica yet.
      {
        metric,
        labels: {
          namespace: subject.namespace,
          [label]: subject.name,
          ...SECOND_SCRAPE,
        },
        values: `${gauge(STEP, { until: deleted, value: 0 })} stale`,
      },
      ...(hasCanary
        ? [
            replicas(
              subject,
              canaryName(subject.name),
              `${gauge(
                STEP,
                { until: back, value: undefined },
                { until: deleted, value: 1 },
              )} stale`,
            ),
          ]
        : []),
      // Others are there when nothing of the service is.
      ...withStrangers(
        {
          metric: RECORDED.availableReplicas,
          labels: subjectLabels(subject),
          values: '',
        },
        {
          values: gauge(STEP, { until: end, value: 3 }),
          labels: { service: `${subject.name}-import`, namespace: 'elsewhere' },
        },
      ).slice(1),
    ],
    checks: [
      ...checks(gone, 0),
      { at: both - STEP, alert, firing: hasCanary ? [] : bothSeverities() },
      // `absent` is 1 where there is nothing.
      ...checks(deleted, 1),
    ],
    values: [
      {
        at: both,
        expr: recorded,
        samples: [{ labels: recorded, value: hasCanary ? 4 : 3 }],
      },
    ],
  };
}

function bothSeverities() {
  return (['warning', 'critical'] as const).map(severity => ({
    severity,
    value: 0,
  }));
}

function replicas(
  subject: AlertSubject,
  name: string,
  values: string,
): InputSeries {
  const [metric, label] = metricOf(subject);
  return {
    metric,
    labels: { namespace: subject.namespace, [label]: name },
    values,
  };
}

function metricOf({ workload }: AlertSubject) {
  return REPLICAS[workload as keyof typeof REPLICAS];
}
