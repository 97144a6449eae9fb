/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeDuration } from '../../spec/duration';
import { STORAGE_VOLUME } from '../../render/manifests/container';
import { AlertSpec, percentOf, plainText } from '../alertRule';
import {
  anyOf,
  binary,
  call,
  count,
  eq,
  max,
  re,
  series,
  sum,
} from '../promql';
import { RECORDED } from '../recordingRules';
import { recorded } from '../selectors';
import { objectivesOf } from '../slo/objectives';
import { SLO } from '../slo/sloRules';
import { AlertSubject, isServingWorkload } from '../subject';
import { CauseFamily } from './types';

/**
 * What a service is given from outside: its secrets, its volumes, and the eyes
 * that watch it.
 *
 * @internal
 */
export const supplyAlerts: CauseFamily = {
  alerts: subject => [
    ...(isServingWorkload(subject) ? [metricsMissing(subject)] : []),
    ...(subject.isCalled ? objectiveWithoutData(subject) : []),
    ...(subject.secret ? [secretsNotReady(subject, subject.secret)] : []),
    ...(hasVolume(subject)
      ? (['critical', 'warning'] as const).map(severity =>
          volumeFilling(subject, severity),
        )
      : []),
  ],
};

/**
 * A pod that is ready and whose metrics cannot be read, or a service of which
 * Prometheus knows no pod at all: it works, but nobody would see it fail.
 */
function metricsMissing(subject: AlertSubject): AlertSpec {
  const target = {
    namespace: eq(subject.namespace),
    job: eq(subject.name),
  };
  const unread = binary(max(series('up', target), ['pod']), '==', 0);
  const ready = binary(
    max(
      series('kube_pod_status_ready', {
        namespace: eq(subject.namespace),
        condition: eq('true'),
      }),
      ['pod'],
    ),
    '>',
    0,
  );
  const isUp = binary(recorded(subject, RECORDED.availableReplicas), '>', 0);
  return {
    suffix: 'MetricsMissing',
    severity: 'warning',
    signal: 'monitoring',
    expression: binary(
      count(binary(unread, 'and', ready)),
      'or',
      binary(sum(call('absent', series('up', target))), 'and', isUp, {
        on: [],
      }),
    ),
    for: '15m',
    summary: `Prometheus does not see all of ${plainText(subject.title)}`,
    description: `Prometheus has not read the metrics of {{ $value }} ready pods of '${subject.name}' for 15 minutes, or knows no pod of it at all: its alerts may be blind.`,
  };
}

/**
 * A service that is up and called, of which nothing is counted: the burn alerts
 * would stay quiet whatever happens (as pyrra's SLOMetricAbsent).
 */
function objectiveWithoutData(subject: AlertSubject): AlertSpec[] {
  const [first, ...others] = objectivesOf(subject).map(({ slo }) =>
    call('absent', recorded(subject, SLO.total, { slo: eq(slo) })),
  );
  if (!first) {
    return [];
  }
  const isUp = binary(recorded(subject, RECORDED.availableReplicas), '>', 0);
  return [
    {
      suffix: 'ObjectiveWithoutData',
      severity: 'warning',
      signal: 'monitoring',
      expression: binary(anyOf(first, ...others), 'and', isUp, { on: [] }),
      for: '30m',
      summary: `Nobody counts the requests of ${plainText(subject.title)}`,
      description: `Prometheus has had no numbers for the {{ $labels.slo }} of '${subject.name}' for 30 minutes, though its pods are up: its objective is not watched.`,
    },
  ];
}

function secretsNotReady(subject: AlertSubject, secret: string): AlertSpec {
  return {
    suffix: 'SecretsNotReady',
    severity: 'warning',
    signal: 'secrets',
    expression: binary(
      max(
        series('externalsecret_status_condition', {
          namespace: eq(subject.namespace),
          name: eq(secret),
          condition: eq('Ready'),
          status: eq('False'),
        }),
      ),
      '>',
      0,
    ),
    for: '15m',
    summary: `${plainText(subject.title)} does not get its secrets`,
    description: `External Secrets has failed to read '${secret}' from the store for 15 minutes. Running pods keep the values that they have, new ones may not start.`,
  };
}

export const VOLUME_LEVELS = { critical: 0.9, warning: 0.8 } as const;

function hasVolume({ spec, workload }: AlertSubject): boolean {
  return workload === 'StatefulSet' && spec.workload.storage !== undefined;
}

function volumeFilling(
  subject: AlertSubject,
  severity: keyof typeof VOLUME_LEVELS,
): AlertSpec {
  const level = VOLUME_LEVELS[severity];
  const holds = '10m';
  const bytes = (what: string) =>
    max(
      series(`kubelet_volume_stats_${what}_bytes`, {
        namespace: eq(subject.namespace),
        persistentvolumeclaim: re(`${STORAGE_VOLUME}-${subject.name}-[0-9]+`),
      }),
      ['persistentvolumeclaim'],
    );
  return {
    suffix: 'VolumeFilling',
    severity,
    signal: 'storage',
    expression: binary(
      binary(bytes('used'), '/', bytes('capacity')),
      '>',
      level,
    ),
    for: holds,
    summary: `A volume of ${plainText(subject.title)} is more than ${percentOf(
      level,
    )} full`,
    description: `{{ $value | humanizePercentage }} of the volume '{{ $labels.persistentvolumeclaim }}' of '${
      subject.name
    }' are used; above ${percentOf(level)} for ${describeDuration(holds)}.`,
  };
}
