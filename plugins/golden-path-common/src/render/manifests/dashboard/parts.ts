/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSubject } from '../../../alerts/subject';
import { eq, max, series } from '../../../alerts/promql';
import { recordedMatchers } from '../../../alerts/selectors';
import { Panel, PanelQuery, Threshold } from './grafana';

/*
 * What several rows share.
 */

/** Grafana fills in a window that misses no sample, at any zoom. */
export const WINDOW = '$__rate_interval';

/** The colour from a value on; none without a value. */
export function colorFrom(
  from: number | undefined,
  color: Threshold['color'],
): Threshold[] {
  return from === undefined ? [] : [{ from, color }];
}

/** Lines at the levels of a warning and of a critical alert. */
export function alertLines(warning?: number, critical?: number): Threshold[] {
  return [...colorFrom(warning, 'orange'), ...colorFrom(critical, 'red')].sort(
    (a, b) => a.from - b.from,
  );
}

/** The newest value of what a graph further down shows. */
export function newest(
  title: string,
  panel: Omit<Panel, 'type' | 'title'>,
): Panel {
  return {
    ...panel,
    type: 'stat',
    title,
    width: 4,
    height: 4,
    styles: undefined,
    description: undefined,
  };
}

/** A line without ups and downs, as a request or a limit. */
export function dashed(legend: string) {
  return {
    legend,
    properties: [
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
      { id: 'custom.fillOpacity', value: 0 },
    ],
  };
}

/** Which alerts of the service fired when. */
export function alertsPanel(subject: AlertSubject): Panel {
  return {
    type: 'timeline',
    title: 'Alerts',
    description: 'Alerts of this service that fire. Each has a runbook.',
    unit: 'none',
    baseColor: 'red',
    width: 24,
    height: 5,
    queries: [firing(subject)],
  };
}

function firing(subject: AlertSubject): PanelQuery {
  return {
    expression: max(
      series('ALERTS', {
        ...recordedMatchers(subject),
        alertstate: eq('firing'),
      }),
      ['alertname', 'severity'],
    ),
    legend: '{{alertname}} ({{severity}})',
  };
}
