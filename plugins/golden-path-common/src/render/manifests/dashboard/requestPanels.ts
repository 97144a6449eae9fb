/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  binary,
  call,
  eq,
  overTime,
  PromQlExpression,
  sum,
} from '../../../alerts/promql';
import { RECORDED } from '../../../alerts/recordingRules';
import { requestMetrics } from '../../../alerts/requests';
import { recorded } from '../../../alerts/selectors';
import { AlertSubject, isServingWorkload } from '../../../alerts/subject';
import { alertLevels } from '../../../alerts/thresholds';
import { Panel, PanelRow } from './grafana';
import { alertLines, WINDOW } from './parts';

/*
 * Rate, errors and duration of requests, as the alerts see them: the same recorded
 * series, with their thresholds as lines.
 */

export function requestRate(subject: AlertSubject): Panel {
  return {
    type: 'timeseries',
    title: 'Requests a second',
    unit: 'reqps',
    min: 0,
    queries: [
      {
        expression: recorded(subject, RECORDED.requestRate),
        legend: 'Requests',
      },
    ],
  };
}

export function errorRatio(subject: AlertSubject): Panel {
  const { warning, critical } = alertLevels(subject.spec).errors;
  return {
    type: 'timeseries',
    title: 'Failed requests',
    description:
      subject.requests === 'mesh'
        ? 'Share of requests that failed, as their senders saw it.'
        : 'Share of requests that failed.',
    unit: 'percentunit',
    min: 0,
    thresholds: alertLines(warning.threshold, critical.threshold),
    queries: [
      { expression: recorded(subject, RECORDED.errorRatio), legend: 'Failed' },
    ],
  };
}

export function latency(subject: AlertSubject): Panel {
  const { warning, critical } = alertLevels(subject.spec).latency;
  return {
    type: 'timeseries',
    title: 'Response time',
    description: 'The lines are where the 95th percentile raises an alert.',
    unit: 's',
    min: 0,
    thresholds: alertLines(warning.threshold, critical.threshold),
    queries: [
      { expression: quantile(subject, 0.5), legend: 'p50' },
      { expression: recorded(subject, RECORDED.latencyP95), legend: 'p95' },
      { expression: quantile(subject, 0.99), legend: 'p99' },
    ],
  };
}

/** Rows about requests; none where nobody counts any. */
export function requestRows(subject: AlertSubject, mesh: boolean): PanelRow[] {
  if (subject.requests === 'none') {
    return isServingWorkload(subject) && mesh ? [connections(subject)] : [];
  }
  return [
    {
      number: 2,
      title: 'Requests',
      panels: [
        requestRate(subject),
        errorRatio(subject),
        latency(subject),
        ...(subject.requests === 'mesh'
          ? meshPanels(subject)
          : [byLabels(subject, 'Requests by code', 'total', ['code'])]),
      ],
    },
  ];
}

function meshPanels(subject: AlertSubject): Panel[] {
  return [
    byLabels(subject, 'Requests by code', 'total', ['response_code']),
    byLabels(subject, 'Requests by caller', 'total', ['source_workload']),
    {
      ...byLabels(subject, 'Failed requests by cause', 'failed', [
        'response_code',
        'response_flags',
      ]),
      description:
        "Codes, and Envoy's flags: UH no healthy pod, UO circuit breaker, UT timeout, NR no route, URX retries used up.",
    },
  ];
}

function byLabels(
  subject: AlertSubject,
  title: string,
  which: 'total' | 'failed',
  labels: string[],
): Panel {
  return {
    type: 'timeseries',
    title,
    unit: 'reqps',
    min: 0,
    queries: [
      {
        expression: groupedBy(requestMetrics(subject)[which](WINDOW), labels),
        legend: labels.map(label => `{{${label}}}`).join(' '),
      },
    ],
  };
}

/** The sum of all requests, told apart. */
function groupedBy(
  expression: PromQlExpression,
  by: string[],
): PromQlExpression {
  return expression.type === 'aggregate' ? { ...expression, by } : expression;
}

function quantile(subject: AlertSubject, share: number): PromQlExpression {
  const { buckets, unitsPerSecond } = requestMetrics(subject);
  const time = call('histogram_quantile', share, buckets(WINDOW));
  return unitsPerSecond === 1 ? time : binary(time, '/', unitsPerSecond);
}

/** Of a service that speaks no HTTP, the mesh counts connections and bytes. */
function connections({ name, namespace }: AlertSubject): PanelRow {
  const rateOf = (metric: string) =>
    sum(
      overTime(
        'rate',
        `istio_tcp_${metric}_total`,
        {
          reporter: eq('destination'),
          destination_service_name: eq(name),
          destination_service_namespace: eq(namespace),
        },
        WINDOW,
      ),
    );
  return {
    number: 2,
    title: 'Connections',
    panels: [
      {
        type: 'timeseries',
        title: 'Connections a second',
        unit: 'cps',
        min: 0,
        width: 12,
        queries: [
          { expression: rateOf('connections_opened'), legend: 'Opened' },
          { expression: rateOf('connections_closed'), legend: 'Closed' },
        ],
      },
      {
        type: 'timeseries',
        title: 'Bytes a second',
        unit: 'Bps',
        min: 0,
        width: 12,
        queries: [
          { expression: rateOf('received_bytes'), legend: 'Received' },
          { expression: rateOf('sent_bytes'), legend: 'Sent' },
        ],
      },
    ],
  };
}
