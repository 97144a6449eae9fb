/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertName } from '../alertingRules';
import { RECORDED } from '../recordingRules';
import { AlertSubject } from '../subject';
import { alertLevels, AlertSeverity } from '../thresholds';
import { holdOf, ONSET, STEP } from './clock';
import { containerSeries, podNames, SECOND_SCRAPE } from './pods';
import { rampOver } from './ramp';
import { counter, gauge } from './samples';
import { Firing, InputSeries, Scenario } from './scenario';

const INTERVALS = 120 / STEP;

const SEVERITIES = ['warning', 'critical'] as const;

const CPU_LIMIT = 0.5;
const MEMORY_LIMIT = 1_000_000;

/** What nothing of the service uses, and no limit of it is. */
const HUGE = 1e12;

/** Text of a series, of which another scrape saw only a part. */
type Values = (part: number) => string;

/**
 * One of two pods goes from little to more CPU and memory than the critical alert
 * allows. It is scraped twice, and the second scrape sees half: what counts is the
 * larger, not the sum.
 */
export function resourceScenario(subject: AlertSubject): Scenario {
  const { resources } = alertLevels(subject.spec);
  const critical = resources.critical.threshold!;
  const warning = resources.warning.threshold!;
  const usual = warning / 2;
  const cpu = rampOver({
    intervals: INTERVALS,
    base: usual,
    thresholds: [critical, warning],
  });
  // Six digits, so that the division gives back the very number.
  const memory = Number(((1 + critical) / 2).toFixed(6));
  const fires = {
    cpu: (severity: AlertSeverity) =>
      ONSET +
      (cpu.samplesUntil(resources[severity].threshold!) - 1) * STEP +
      holdOf(resources[severity]),
    // Memory has no window: it is above both thresholds at once.
    memory: (severity: AlertSeverity) => ONSET + holdOf(resources[severity]),
  };
  const moments = SEVERITIES.flatMap(severity => [
    fires.cpu(severity),
    fires.memory(severity),
  ]);
  const back = Math.max(...moments) + 2 * STEP;
  const end = back + 180;
  const cpuOf =
    (ratio: number): Values =>
    part =>
      counter(
        STEP,
        ...[ONSET, back, end].map((until, index) => ({
          until,
          value: (index === 1 ? ratio : usual) * CPU_LIMIT * STEP * part,
        })),
      );
  const memoryOf =
    (ratio: number): Values =>
    part =>
      gauge(
        STEP,
        ...[ONSET, back, end].map((until, index) => ({
          until,
          value: (index === 1 ? ratio : usual) * MEMORY_LIMIT * part,
        })),
      );
  const constant =
    (value: number): Values =>
    part =>
      gauge(STEP, { until: end, value: value * part });
  const alert = alertName(subject.name, 'resources');
  const firing = (severity: AlertSeverity, at: number): Firing[] =>
    (
      [
        ['cpu', cpuAt(usual, cpu.level, at)],
        ['memory', memory],
      ] as const
    )
      .filter(([resource]) => at >= fires[resource](severity))
      .map(([resource, value]) => ({ severity, value, labels: { resource } }));
  return {
    sentence: 'one of two pods uses up its processor and memory',
    series: [
      ...usedBy(subject, 'container_cpu_usage_seconds_total', {
        busy: cpuOf(cpu.level),
        idle: cpuOf(usual),
        strangers: counter(STEP, { until: end, value: HUGE }),
      }),
      ...usedBy(subject, 'container_memory_working_set_bytes', {
        busy: memoryOf(memory),
        idle: memoryOf(usual),
        strangers: constant(HUGE)(1),
      }),
      ...limitOf(subject, 'cpu', constant(CPU_LIMIT), constant(HUGE)(1)),
      ...limitOf(subject, 'memory', constant(MEMORY_LIMIT), constant(HUGE)(1)),
    ],
    affects: [RECORDED.cpuUtilization, RECORDED.memoryUtilization],
    checks: [
      ...[...new Set(moments.flatMap(at => [at - STEP, at]))]
        .sort((a, b) => a - b)
        .map(at => ({
          at,
          alert,
          firing: SEVERITIES.flatMap(severity => firing(severity, at)),
        })),
      { at: end - STEP, alert, firing: [] },
    ],
  };
}

/** Share of the limit that a window of two minutes sees some time after the jump. */
function cpuAt(usual: number, level: number, at: number): number {
  const samples = Math.min(INTERVALS, (at - ONSET) / STEP + 1);
  return usual + ((level - usual) * samples) / INTERVALS;
}

function usedBy(
  subject: AlertSubject,
  metric: string,
  values: { busy: Values; idle: Values; strangers: string },
): InputSeries[] {
  const [busy, idle] = podNames(subject);
  return [
    ...containerSeries(subject, {
      metric,
      pod: busy,
      values: values.busy(1),
      strangers: { values: values.strangers },
    }),
    ...containerSeries(subject, {
      metric,
      pod: busy,
      values: values.busy(0.5),
      more: SECOND_SCRAPE,
    }),
    ...containerSeries(subject, { metric, pod: idle, values: values.idle(1) }),
  ];
}

function limitOf(
  subject: AlertSubject,
  resource: string,
  values: Values,
  strangers: string,
): InputSeries[] {
  const [busy, idle] = podNames(subject);
  const metric = 'kube_pod_container_resource_limits';
  return [
    ...containerSeries(subject, {
      metric,
      pod: busy,
      values: values(1),
      more: { resource },
      strangers: {
        values: strangers,
        labels: { resource: 'ephemeral_storage' },
      },
    }).filter(
      // Both limits have the same strangers of that kind.
      ({ labels }) =>
        resource === 'cpu' || labels.resource !== 'ephemeral_storage',
    ),
    ...containerSeries(subject, {
      metric,
      pod: busy,
      values: values(0.5),
      more: { resource, ...SECOND_SCRAPE },
    }),
    ...containerSeries(subject, {
      metric,
      pod: idle,
      values: values(1),
      more: { resource },
    }),
  ];
}
