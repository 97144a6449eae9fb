/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RECORDED } from '../recordingRules';
import { AlertSubject, subjectLabels } from '../subject';
import { ONSET, STEP } from './clock';
import { containerSeries, podNames, SECOND_SCRAPE } from './pods';
import { counter, gauge } from './samples';
import { between, InputSeries, Scenario, selectorOf } from './scenario';

const CPU_LIMIT = 0.5;
const MEMORY_LIMIT = 1_000_000;

/** What nothing of the service uses, and no limit of it is. */
const HUGE = 1e12;

/** Shares of the limits that the busy pod uses, and those of the idle one. */
const USUAL = 0.4;
const BUSY = { cpu: 1.2, memory: 0.95 };

/** Text of a series, of which another scrape saw only a part. */
type Values = (part: number) => string;

/**
 * One of two pods begins to use much CPU and memory. It is scraped twice, and the
 * second scrape sees half: what counts is the larger, not the sum.
 */
export function resourceScenario(subject: AlertSubject): Scenario {
  // Five samples of a window of eight are of the busy time.
  const at = ONSET + 4 * STEP;
  const end = at + STEP;
  const cpuOf =
    (ratio: number): Values =>
    part =>
      counter(
        STEP,
        { until: ONSET, value: USUAL * CPU_LIMIT * STEP * part },
        { until: end, value: ratio * CPU_LIMIT * STEP * part },
      );
  const memoryOf =
    (ratio: number): Values =>
    part =>
      gauge(STEP, { until: end, value: ratio * MEMORY_LIMIT * part });
  const constant =
    (value: number): Values =>
    part =>
      gauge(STEP, { until: end, value: value * part });
  const recorded = (metric: string) =>
    selectorOf(metric, subjectLabels(subject));
  const memory = recorded(RECORDED.memoryUtilization);
  return {
    sentence: 'one of two pods uses up its processor and memory',
    series: [
      ...usedBy(subject, 'container_cpu_usage_seconds_total', {
        busy: cpuOf(BUSY.cpu),
        idle: cpuOf(USUAL),
        strangers: counter(STEP, { until: end, value: HUGE }),
      }),
      ...usedBy(subject, 'container_memory_working_set_bytes', {
        busy: memoryOf(BUSY.memory),
        idle: memoryOf(USUAL),
        strangers: constant(HUGE)(1),
      }),
      ...limitOf(subject, 'cpu', constant(CPU_LIMIT), constant(HUGE)(1)),
      ...limitOf(subject, 'memory', constant(MEMORY_LIMIT), constant(HUGE)(1)),
    ],
    affects: [RECORDED.cpuUtilization, RECORDED.memoryUtilization],
    checks: [],
    values: [
      between(at, recorded(RECORDED.cpuUtilization), 0.85, 1.02),
      { at, expr: memory, samples: [{ labels: memory, value: BUSY.memory }] },
    ],
  };
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
