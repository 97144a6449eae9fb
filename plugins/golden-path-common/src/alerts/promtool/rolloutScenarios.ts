/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { canaryName } from '../../render/conventions';
import { AlertSubject, isServingWorkload } from '../subject';
import { minutes, warns } from './minutes';
import { SECOND_SCRAPE } from './pods';
import { InputSeries, Scenario, withStrangers } from './scenario';

/** What the alert about a stuck release is tested with. */
export function rolloutScenarios(subject: AlertSubject): Scenario[] {
  if (!isServingWorkload(subject)) {
    return [];
  }
  switch (subject.workload) {
    case 'Rollout':
      return [rollout(subject)];
    case 'StatefulSet':
      return [statefulSet(subject)];
    default:
      return [deployment(subject)];
  }
}

const ALERT = 'RolloutStuck';

/**
 * Three times stuck: new pods do not come, old ones do not go, and the controller
 * gives up.
 */
function deployment(subject: AlertSubject): Scenario {
  const end = 75;
  const names = subject.hasCanary
    ? [subject.name, canaryName(subject.name)]
    : [subject.name];
  const all = (value: number) =>
    names.map(name => ({ value, labels: { deployment: name } }));
  const of = (
    metric: string,
    values: string,
    strangers: string,
    more: Record<string, string> = {},
    strangeLabels: Record<string, string> = {},
  ): InputSeries[] =>
    names.flatMap(name => {
      const series = {
        metric: `kube_deployment_${metric}`,
        labels: { namespace: subject.namespace, deployment: name, ...more },
        values,
      };
      return [
        ...withStrangers(series, {
          values: strangers,
          labels: { namespace: 'elsewhere', ...strangeLabels },
        }),
        {
          ...series,
          labels: { ...series.labels, ...SECOND_SCRAPE },
          values: minutes([0, end]),
        },
      ];
    });
  const huge = minutes([99, end]);
  const others = (metric: string, value: number, more = {}): InputSeries => ({
    metric: `kube_deployment_${metric}`,
    labels: {
      namespace: subject.namespace,
      deployment: `${subject.name}-import`,
      ...more,
    },
    values: minutes([value, end]),
  });
  const condition = { condition: 'Progressing', status: 'false' };
  return {
    sentence:
      'new pods do not come, then old ones do not go, then the controller gives up',
    series: [
      ...of('spec_replicas', minutes([4, end]), huge),
      ...of(
        'status_replicas_updated',
        minutes([4, 5], [2, 25], [4, end]),
        huge,
      ),
      ...of(
        'status_replicas',
        minutes([4, 5], [2, 25], [4, 30], [5, 50], [4, end]),
        huge,
      ),
      ...of(
        'status_condition',
        minutes([0, 55], [1, end]),
        minutes([1, end]),
        condition,
        { condition: 'Available', status: 'true' },
      ),
      // Another service is stuck all the time.
      others('spec_replicas', 4),
      others('status_replicas_updated', 2),
      others('status_replicas', 3),
      others('status_condition', 1, condition),
    ],
    checks: [
      warns(subject, ALERT, 19),
      warns(subject, ALERT, 20, ...all(2)),
      warns(subject, ALERT, 44),
      warns(subject, ALERT, 45, ...all(5)),
      warns(subject, ALERT, 69),
      warns(subject, ALERT, 70, ...all(1)),
    ],
  };
}

function statefulSet(subject: AlertSubject): Scenario {
  const of = (metric: string, values: string): InputSeries[] => {
    const series = {
      metric: `kube_statefulset_${metric}`,
      labels: { namespace: subject.namespace, statefulset: subject.name },
      values,
    };
    return [
      ...withStrangers(series, {
        values: minutes([99, 25]),
        labels: { namespace: 'elsewhere' },
      }),
      {
        ...series,
        labels: { ...series.labels, ...SECOND_SCRAPE },
        values: minutes([0, 25]),
      },
    ];
  };
  const others = (metric: string, value: number): InputSeries => ({
    metric: `kube_statefulset_${metric}`,
    labels: {
      namespace: subject.namespace,
      statefulset: `${subject.name}-import`,
    },
    values: minutes([value, 25]),
  });
  return {
    sentence: 'not all pods are replaced',
    series: [
      ...of('replicas', minutes([3, 25])),
      ...of('status_replicas_updated', minutes([3, 5], [2, 25])),
      others('replicas', 3),
      others('status_replicas_updated', 2),
    ],
    checks: [
      warns(subject, ALERT, 19),
      warns(subject, ALERT, 20, {
        value: 2,
        labels: { statefulset: subject.name },
      }),
    ],
  };
}

/** Each phase in which a Rollout stays until somebody comes. */
function rollout(subject: AlertSubject): Scenario {
  const phases = ['Timeout', 'Error', 'Abort', 'InvalidSpec'];
  const of = (phase: string, values: string) => ({
    metric: 'rollout_info',
    labels: { namespace: subject.namespace, name: subject.name, phase },
    values,
  });
  return {
    sentence: 'the release goes on, then comes to each end that it may have',
    series: [
      of('Progressing', minutes([1, 25])),
      ...phases.flatMap(phase => {
        const series = of(phase, minutes([0, 5], [1, 25]));
        return [
          ...withStrangers(series, {
            values: minutes([1, 25]),
            labels: { namespace: 'elsewhere', name: `${subject.name}-import` },
          }),
          {
            ...series,
            labels: { ...series.labels, ...SECOND_SCRAPE },
            values: minutes([0, 25]),
          },
        ];
      }),
    ],
    checks: [
      warns(subject, ALERT, 19),
      warns(
        subject,
        ALERT,
        20,
        ...phases.map(phase => ({ value: 1, labels: { phase } })),
      ),
    ],
  };
}
