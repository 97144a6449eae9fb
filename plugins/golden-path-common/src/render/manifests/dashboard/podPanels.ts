/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { VOLUME_LEVELS } from '../../../alerts/causes/supplyAlerts';
import {
  binary,
  eq,
  max,
  overTime,
  PromQlExpression,
  re,
  series,
  sum,
} from '../../../alerts/promql';
import { RECORDED } from '../../../alerts/recordingRules';
import { containersOf, podsOf, recorded } from '../../../alerts/selectors';
import { AlertSubject } from '../../../alerts/subject';
import { alertLevels } from '../../../alerts/thresholds';
import { storageOf } from '../../workload';
import { STORAGE_VOLUME } from '../container';
import { Panel, PanelRow } from './grafana';
import { alertLines, dashed, WINDOW } from './parts';

/*
 * What the pods use of what they may. The autoscaler works on the request, the
 * alerts on the limit, so that both are drawn.
 */

export function utilization(subject: AlertSubject): Panel {
  const { warning, critical } = alertLevels(subject.spec).resources;
  return {
    type: 'timeseries',
    title: 'Use of the limits',
    description: 'Of the pod that uses most.',
    unit: 'percentunit',
    min: 0,
    thresholds: alertLines(warning.threshold, critical.threshold),
    queries: [
      { expression: recorded(subject, RECORDED.cpuUtilization), legend: 'CPU' },
      {
        expression: recorded(subject, RECORDED.memoryUtilization),
        legend: 'Memory',
      },
    ],
  };
}

/** CPU and memory of each pod, between request and limit. */
export function usagePanels(subject: AlertSubject): Panel[] {
  const container = containersOf(subject);
  return [
    usage(subject, 'cpu', {
      title: 'CPU by pod',
      unit: 'cores',
      used: overTime(
        'rate',
        'container_cpu_usage_seconds_total',
        container,
        WINDOW,
      ),
    }),
    usage(subject, 'memory', {
      title: 'Memory by pod',
      unit: 'bytes',
      used: series('container_memory_working_set_bytes', container),
    }),
  ];
}

export function podRow(subject: AlertSubject): PanelRow {
  return {
    number: 4,
    title: 'Pods',
    panels: [
      utilization(subject),
      ...usagePanels(subject),
      throttling(subject),
      network(subject),
      restarts(subject),
      ...(storageOf(subject.spec) ? [volumes(subject)] : []),
    ],
  };
}

function usage(
  subject: AlertSubject,
  resource: 'cpu' | 'memory',
  options: { title: string; unit: string; used: PromQlExpression },
): Panel {
  const { title, unit, used } = options;
  const declared = (what: 'requests' | 'limits') =>
    max(
      series(`kube_pod_container_resource_${what}`, {
        ...containersOf(subject),
        resource: eq(resource),
      }),
    );
  return {
    type: 'timeseries',
    title,
    unit,
    min: 0,
    styles: [dashed('Request'), dashed('Limit')],
    queries: [
      // The maximum, because a kubelet may be scraped twice.
      { expression: max(used, ['pod']), legend: '{{pod}}' },
      { expression: declared('requests'), legend: 'Request' },
      { expression: declared('limits'), legend: 'Limit' },
    ],
  };
}

/** A limit is kept by making the process wait, which no use of CPU shows. */
function throttling(subject: AlertSubject): Panel {
  const periods = (metric: string) =>
    max(
      overTime(
        'rate',
        `container_cpu_cfs_${metric}_total`,
        containersOf(subject),
        WINDOW,
      ),
      ['pod'],
    );
  return {
    type: 'timeseries',
    title: 'CPU throttled',
    description: 'Share of the time slices in which a pod had to wait.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    queries: [
      {
        expression: binary(
          periods('throttled_periods'),
          '/',
          periods('periods'),
        ),
        legend: '{{pod}}',
      },
    ],
  };
}

function network(subject: AlertSubject): Panel {
  const bytes = (direction: 'receive' | 'transmit') =>
    sum(
      overTime(
        'rate',
        `container_network_${direction}_bytes_total`,
        podsOf(subject),
        WINDOW,
      ),
    );
  return {
    type: 'timeseries',
    title: 'Network',
    unit: 'Bps',
    min: 0,
    queries: [
      { expression: bytes('receive'), legend: 'Received' },
      { expression: bytes('transmit'), legend: 'Sent' },
    ],
  };
}

function restarts(subject: AlertSubject): Panel {
  return {
    type: 'timeseries',
    title: 'Restarts by pod',
    unit: 'short',
    min: 0,
    queries: [
      {
        expression: max(
          series(
            'kube_pod_container_status_restarts_total',
            containersOf(subject),
          ),
          ['pod'],
        ),
        legend: '{{pod}}',
      },
    ],
  };
}

function volumes({ name, namespace }: AlertSubject): Panel {
  const bytes = (what: 'used' | 'capacity') =>
    max(
      series(`kubelet_volume_stats_${what}_bytes`, {
        namespace: eq(namespace),
        persistentvolumeclaim: re(`${STORAGE_VOLUME}-${name}-[0-9]+`),
      }),
      ['persistentvolumeclaim'],
    );
  return {
    type: 'timeseries',
    title: 'Use of volumes',
    unit: 'percentunit',
    min: 0,
    max: 1,
    thresholds: alertLines(VOLUME_LEVELS.warning, VOLUME_LEVELS.critical),
    queries: [
      {
        expression: binary(bytes('used'), '/', bytes('capacity')),
        legend: '{{persistentvolumeclaim}}',
      },
    ],
  };
}
