/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { eq, max, series } from '../../../alerts/promql';
import { RECORDED } from '../../../alerts/recordingRules';
import { recorded } from '../../../alerts/selectors';
import { AlertSubject } from '../../../alerts/subject';
import { scaleOf } from '../../../spec/serviceSpec';
import { Panel, PanelRow } from './grafana';

/*
 * How many pods there are, and how many the autoscaler wants between its minimum
 * and its maximum.
 */

export function availableReplicas(subject: AlertSubject): Panel {
  return {
    type: 'timeseries',
    title: 'Available replicas',
    unit: 'short',
    min: 0,
    // None at all raises the alert that the service is down.
    baseColor: 'red',
    thresholds: [{ from: 1, color: 'green' }],
    width: 12,
    queries: [
      {
        expression: recorded(subject, RECORDED.availableReplicas),
        legend: 'Available',
      },
    ],
  };
}

export function scaleRow(subject: AlertSubject): PanelRow {
  const isScaled = scaleOf(subject.spec).type === 'autoscaled';
  return {
    number: 5,
    title: 'Replicas',
    panels: [
      availableReplicas(subject),
      ...(isScaled ? [autoscaler(subject)] : []),
    ],
  };
}

/** The band between minimum and maximum, and where the autoscaler is in it. */
function autoscaler({ name, namespace }: AlertSubject): Panel {
  const query = (legend: string, field: string) => ({
    expression: max(
      series(`kube_horizontalpodautoscaler_${field}`, {
        namespace: eq(namespace),
        horizontalpodautoscaler: eq(name),
      }),
    ),
    legend,
  });
  return {
    type: 'timeseries',
    title: 'Autoscaler',
    unit: 'short',
    min: 0,
    width: 12,
    styles: [
      bound('Minimum', []),
      bound('Maximum', [{ id: 'custom.fillBelowTo', value: 'Minimum' }]),
    ],
    queries: [
      query('Minimum', 'spec_min_replicas'),
      query('Maximum', 'spec_max_replicas'),
      query('Desired', 'status_desired_replicas'),
      query('Current', 'status_current_replicas'),
    ],
  };
}

function bound(legend: string, more: Array<{ id: string; value: unknown }>) {
  return {
    legend,
    properties: [
      { id: 'color', value: { mode: 'fixed', fixedColor: 'text' } },
      { id: 'custom.lineWidth', value: 0 },
      { id: 'custom.fillOpacity', value: more.length > 0 ? 10 : 0 },
      ...more,
    ],
  };
}
