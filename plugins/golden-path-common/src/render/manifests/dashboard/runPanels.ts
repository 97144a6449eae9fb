/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  anyOf,
  binary,
  call,
  count,
  eq,
  max,
  PromQlExpression,
  re,
  series,
  sum,
} from '../../../alerts/promql';
import { AlertSubject } from '../../../alerts/subject';
import { Panel, PanelRow } from './grafana';
import { alertsPanel } from './parts';
import { usagePanels } from './podPanels';

/*
 * A CronJob or a Job: whether its runs succeed, how long they take, and when the
 * next one is. kube-state-metrics knows a run while its Job is there.
 */

/** What Kubernetes puts behind the name: the minute of a run, or a hash. */
const SUFFIXES = { CronJob: '[0-9]+', Job: '[0-9a-f]{8}' };

export function runRows(subject: AlertSubject): PanelRow[] {
  return [
    {
      number: 1,
      title: 'Now',
      panels: [
        lastSuccess(subject),
        stat('Running', 'short', running(subject)),
        {
          ...stat('Failed runs', 'short', failedRuns(subject)),
          description: 'Of those that are still there.',
          thresholds: [{ from: 1, color: 'red' }],
        },
        ...(subject.workload === 'CronJob' ? schedulePanels(subject) : []),
        alertsPanel(subject),
      ],
    },
    {
      number: 2,
      title: 'Runs',
      panels: [outcomes(subject), durations(subject)],
    },
    { number: 4, title: 'Pods', panels: usagePanels(subject) },
  ];
}

/** Since the newest success, whichever run it was. */
function lastSuccess(subject: AlertSubject): Panel {
  const succeeded =
    subject.workload === 'CronJob'
      ? ofCronJob(subject, 'status_last_successful_time')
      : binary(
          ofRuns(subject, 'status_completion_time'),
          'and',
          binary(ofRuns(subject, 'status_succeeded'), '>', 0),
          { on: ['job_name'] },
        );
  return stat(
    'Time since the last success',
    's',
    binary(call('time'), '-', max(succeeded)),
  );
}

function schedulePanels(subject: AlertSubject): Panel[] {
  return [
    stat(
      'Time to the next run',
      's',
      binary(max(ofCronJob(subject, 'next_schedule_time')), '-', call('time')),
    ),
    {
      ...stat(
        'Suspended',
        'bool_yes_no',
        max(ofCronJob(subject, 'spec_suspend')),
      ),
      thresholds: [{ from: 1, color: 'orange' }],
    },
  ];
}

function outcomes(subject: AlertSubject): Panel {
  return {
    type: 'timeseries',
    title: 'Runs by outcome',
    unit: 'short',
    min: 0,
    width: 12,
    queries: [
      {
        expression: orNone(
          count(binary(ofRuns(subject, 'status_succeeded'), '>', 0)),
        ),
        legend: 'Succeeded',
      },
      { expression: failedRuns(subject), legend: 'Failed' },
      { expression: running(subject), legend: 'Running' },
    ],
  };
}

function durations(subject: AlertSubject): Panel {
  return {
    type: 'timeseries',
    title: 'Duration by run',
    description: 'Of runs that came to their end; the line is the deadline.',
    unit: 's',
    min: 0,
    width: 12,
    thresholds: [{ from: subject.spec.workload.deadlineSeconds, color: 'red' }],
    queries: [
      {
        expression: max(
          binary(
            ofRuns(subject, 'status_completion_time'),
            '-',
            ofRuns(subject, 'status_start_time'),
          ),
          ['job_name'],
        ),
        legend: '{{job_name}}',
      },
    ],
  };
}

function failedRuns(subject: AlertSubject): PromQlExpression {
  return orNone(
    count(binary(ofRuns(subject, 'failed', { condition: eq('true') }), '>', 0)),
  );
}

function running(subject: AlertSubject): PromQlExpression {
  return orNone(sum(ofRuns(subject, 'status_active')));
}

/** 0 where there is nothing to count. */
function orNone(number: PromQlExpression): PromQlExpression {
  return anyOf(number, call('vector', 0));
}

function ofRuns(
  { name, namespace, workload }: AlertSubject,
  what: string,
  more: Parameters<typeof series>[1] = {},
): PromQlExpression {
  const suffix = workload === 'CronJob' ? SUFFIXES.CronJob : SUFFIXES.Job;
  return series(`kube_job_${what}`, {
    namespace: eq(namespace),
    job_name: re(`${name}-${suffix}`),
    ...more,
  });
}

function ofCronJob(
  { name, namespace }: AlertSubject,
  what: string,
): PromQlExpression {
  return series(`kube_cronjob_${what}`, {
    namespace: eq(namespace),
    cronjob: eq(name),
  });
}

function stat(
  title: string,
  unit: string,
  expression: PromQlExpression,
): Panel {
  return {
    type: 'stat',
    title,
    unit,
    width: 4,
    height: 4,
    queries: [{ expression, legend: title }],
  };
}
