/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { canaryAlerts, RELEASE } from '../../../alerts/causes/canaryAlerts';
import {
  binary,
  eq,
  max,
  PromQlExpression,
  series,
  sum,
} from '../../../alerts/promql';
import { recorded } from '../../../alerts/selectors';
import { AlertSubject } from '../../../alerts/subject';
import { CANARY, STABLE } from '../../conventions';
import { Panel, PanelRow } from './grafana';

/*
 * A canary beside the release that it would replace.
 */

/** None for a service whose releases nobody compares. */
export function releaseRows(subject: AlertSubject): PanelRow[] {
  const isCompared = canaryAlerts.alerts(subject).length > 0;
  const panels = [
    ...(isCompared ? comparison(subject) : []),
    ...(subject.workload === 'Rollout' ? [phase(subject)] : []),
  ];
  return panels.length > 0
    ? [{ number: 6, title: 'Canary and stable release', panels }]
    : [];
}

function comparison(subject: AlertSubject): Panel[] {
  const share = binary(
    ofRelease(subject, RELEASE.requestRate, CANARY),
    '/',
    sum(recorded(subject, RELEASE.requestRate), ['service', 'namespace']),
    { ignoring: ['release'] },
  );
  return [
    {
      type: 'timeseries',
      title: "Canary's share of the requests",
      description: subject.hasCanary
        ? 'Measured; the line is the declared weight.'
        : 'Measured.',
      unit: 'percentunit',
      min: 0,
      max: 1,
      // A canary of Deployments has the weight that the spec gives it; that of a
      // Rollout changes step by step.
      thresholds: subject.hasCanary
        ? [{ from: subject.spec.rollout.canary.weight / 100, color: 'orange' }]
        : undefined,
      queries: [{ expression: share, legend: 'Measured' }],
    },
    {
      type: 'timeseries',
      title: 'Failed requests by release',
      unit: 'percentunit',
      min: 0,
      queries: bothReleases(subject, RELEASE.errorRatio),
    },
    {
      type: 'timeseries',
      title: 'Response time by release, p95',
      unit: 's',
      min: 0,
      queries: bothReleases(subject, RELEASE.latencyP95),
    },
  ];
}

function bothReleases(subject: AlertSubject, metric: string) {
  return [STABLE, CANARY].map(release => ({
    expression: ofRelease(subject, metric, release),
    legend: release,
  }));
}

function ofRelease(
  subject: AlertSubject,
  metric: string,
  release: string,
): PromQlExpression {
  return recorded(subject, metric, { release: eq(release) });
}

/** Where the controller of Argo Rollouts is with it. */
function phase({ name, namespace }: AlertSubject): Panel {
  return {
    type: 'timeline',
    title: 'Phase of the Rollout',
    unit: 'none',
    width: 24,
    height: 5,
    queries: [
      {
        expression: max(
          series('rollout_info', {
            namespace: eq(namespace),
            name: eq(name),
          }),
          ['phase'],
        ),
        legend: '{{phase}}',
      },
    ],
  };
}
