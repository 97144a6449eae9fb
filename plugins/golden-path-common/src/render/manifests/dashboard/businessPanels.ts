/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { businessSeries } from '../../../alerts/causes/businessAlerts';
import { recorded } from '../../../alerts/selectors';
import { AlertSubject } from '../../../alerts/subject';
import { PanelRow, Threshold } from './grafana';
import { colorFrom } from './parts';

/** The service's own numbers; none where its spec names none. */
export function businessRows(subject: AlertSubject): PanelRow[] {
  const { business } = subject.spec;
  return business.length === 0
    ? []
    : [
        {
          number: 7,
          title: 'Business',
          panels: business.map(metric => ({
            type: 'timeseries',
            title: metric.title,
            unit: metric.unit,
            ...bounds(metric),
            queries: [
              {
                expression: recorded(subject, businessSeries(metric)),
                legend: metric.title,
              },
            ],
          })),
        },
      ];
}

/** Colours begin at a value and go up, so that below the lower bound is the base. */
function bounds(metric: { alertAbove?: number; alertBelow?: number }): {
  baseColor?: Threshold['color'];
  thresholds?: Threshold[];
} {
  const { alertAbove, alertBelow } = metric;
  if (alertAbove === undefined && alertBelow === undefined) {
    return {};
  }
  return {
    baseColor: alertBelow === undefined ? 'green' : 'orange',
    thresholds: [
      ...colorFrom(alertBelow, 'green'),
      ...colorFrom(alertAbove, 'orange'),
    ],
  };
}
