/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { nameOfAlert } from '../alertRule';
import { businessSeries, businessSuffix } from '../causes/businessAlerts';
import { BusinessMetric } from '../../spec/serviceSpec';
import { AlertSubject, subjectLabels } from '../subject';
import { secondsOf } from './clock';
import { MINUTE } from './minutes';
import { gauge } from './samples';
import { AlertCheck, InputSeries, Scenario, withStrangers } from './scenario';

/**
 * What the alerts about a service's own numbers are tested with: the numbers, as
 * if they had been recorded. What a person's query reads is not ours to guess.
 */
export function businessScenarios(subject: AlertSubject): Scenario[] {
  return subject.spec.business
    .filter(metric => !isNeverAbsent(metric.promql))
    .flatMap(metric => [
      ...(metric.alertAbove === undefined
        ? []
        : [scenario(subject, metric, 'High', metric.alertAbove)]),
      ...(metric.alertBelow === undefined
        ? []
        : [
            scenario(subject, metric, 'Low', metric.alertBelow),
            missing(subject, metric),
          ]),
    ]);
}

/**
 * A query that gives a value where there are no series at all: it would be
 * recorded over what a test gives.
 */
function isNeverAbsent(promql: string): boolean {
  return /\b(vector|scalar|time|absent|absent_over_time|count_values)\s*\(/.test(
    promql,
  );
}

/** Exactly at the limit, then beyond. */
function scenario(
  subject: AlertSubject,
  metric: BusinessMetric,
  side: 'High' | 'Low',
  limit: number,
): Scenario {
  const hold = holdMinutes(metric);
  const beyond = hold + 2;
  const past = beyond + hold;
  const value = limit + (side === 'High' ? 1 : -1) * farFrom(limit);
  const phases = (...values: number[]) =>
    gauge(
      MINUTE,
      ...values.map((entry, index) => ({
        value: entry,
        until: [beyond, past + 2][index] * MINUTE,
      })),
    );
  return {
    sentence: `'${metric.name}' is at its limit, then too ${
      side === 'High' ? 'high' : 'low'
    }`,
    series: withStrangers(
      {
        metric: businessSeries(metric),
        labels: subjectLabels(subject),
        values: phases(limit, value),
      },
      {
        values: phases(value, value),
        labels: { service: `${subject.name}-import`, namespace: 'elsewhere' },
      },
    ),
    checks: [
      check(subject, metric, side, past - 1),
      check(subject, metric, side, past, value),
    ],
  };
}

function missing(subject: AlertSubject, metric: BusinessMetric): Scenario {
  const hold = holdMinutes(metric);
  const other = (labels: Record<string, string>): InputSeries => ({
    metric: businessSeries(metric),
    labels: { ...subjectLabels(subject), ...labels },
    values: gauge(MINUTE, { value: metric.alertBelow! + 1, until: hold * 120 }),
  });
  return {
    sentence: `'${metric.name}' has no value, and others have`,
    series: [
      other({ service: `${subject.name}-import` }),
      other({ namespace: 'elsewhere' }),
    ],
    checks: [
      check(subject, metric, 'Low', hold - 1),
      check(subject, metric, 'Low', hold, 1),
    ],
  };
}

function check(
  { name }: AlertSubject,
  metric: BusinessMetric,
  side: 'High' | 'Low',
  minute: number,
  value?: number,
): AlertCheck {
  return {
    at: minute * MINUTE,
    alert: nameOfAlert(name, businessSuffix(metric, side)),
    firing: value === undefined ? [] : [{ severity: 'warning', value }],
  };
}

function holdMinutes(metric: BusinessMetric): number {
  return Math.max(1, Math.ceil(secondsOf(metric.for) / MINUTE));
}

/** A tenth, so that a limit that is off by a third shows. */
function farFrom(limit: number): number {
  return limit === 0 ? 0.1 : Math.abs(limit) / 10;
}
