/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertName } from '../alertingRules';
import { RECORDED } from '../recordingRules';
import { AlertSubject, subjectLabels } from '../subject';
import { alertLevels, AlertSeverity } from '../thresholds';
import { holdOf, ONSET, onsetChecks, STEP } from './clock';
import { rampOver } from './ramp';
import { requestSeries } from './requestSeries';
import { counter, gauge } from './samples';
import {
  AlertCheck,
  between,
  InputSeries,
  Scenario,
  selectorOf,
} from './scenario';

/** Requests between two samples while all is well: eighty a second. */
const USUAL = 1200;

/** So many good requests that no error and no slow answer is left to be seen. */
const FLOOD = USUAL * 10_000;

/** Intervals between samples in the window of two minutes. */
const INTERVALS = 120 / STEP;

const SIGNALS = ['errors', 'latency'] as const;

const AFFECTED = [
  RECORDED.requestRate,
  RECORDED.errorRatio,
  RECORDED.latencyP95,
];

/** What the alerts about errors and slow answers are tested with. */
export function trafficScenarios(subject: AlertSubject): Scenario[] {
  return [outage(subject), trickle(subject), rareErrors(subject)];
}

/**
 * From health to more errors and slower answers than the critical alerts allow,
 * and back. Only callers see the errors: the service itself counts nothing.
 */
function outage(subject: AlertSubject): Scenario {
  const { errors, latency } = alertLevels(subject.spec);
  const ratio = rampOver({
    intervals: INTERVALS,
    base: 0,
    thresholds: [errors.critical.threshold!, errors.warning.threshold!],
    most: 1,
    // Even, because it is shared by two codes.
    possible: level => (2 * Math.round((level * USUAL) / 2)) / USUAL,
  });
  const bad = Math.round(ratio.level * USUAL);
  // The 95th percentile is in the last bucket, and so at the last edge, as soon as
  // more than one answer of twenty is: one of ten of the first of two pods.
  const [few, many] = [0.08, 0.14];
  const slowAnswers = Math.floor(((0.1 - few) / (many - few)) * INTERVALS) + 1;
  const since = {
    errors: (severity: AlertSeverity) =>
      ONSET + (ratio.samplesUntil(errors[severity].threshold!) - 1) * STEP,
    latency: ONSET + (slowAnswers - 1) * STEP,
  };
  const holds = [errors, latency]
    .flatMap(Object.values)
    .map(level => holdOf(level));
  const back = ONSET + 120 + Math.max(...holds) + 60;
  const end = back + 300;
  const phases = (usual: number, ill: number, flood: number) =>
    counter(
      STEP,
      { until: ONSET, value: usual },
      { until: back, value: ill },
      { until: end, value: flood },
    );
  const strangers = phases(FLOOD, FLOOD, FLOOD);
  const series = requestSeries(subject);
  const slowest = slowerThan(latency.critical.threshold!);
  const fast = (share: number) => USUAL * (1 - share);
  const last = {
    errors: bad / USUAL,
    latency: slowest,
  };
  return {
    sentence:
      'callers see errors that the service does not count, and answers take long',
    series: [
      ...series.requests('200', phases(USUAL, USUAL - bad, FLOOD), strangers),
      ...series.failures.flatMap((code, index) =>
        series.requests(
          code,
          phases(0, bad / 2, 0),
          index === 0 ? strangers : undefined,
        ),
      ),
      ...series.answers(
        latency.warning.threshold! / 2,
        phases(fast(few), fast(many), FLOOD),
        strangers,
      ),
      ...series.answers(slowest, phases(fast(few), fast(many), FLOOD)),
      ...series.answers(undefined, phases(USUAL, USUAL, FLOOD)),
      // A second pod answers as many, all of them fast.
      ...[latency.warning.threshold! / 2, slowest, undefined].flatMap(edge =>
        series.answers(edge, phases(USUAL, USUAL, FLOOD)).map(ofSecondPod),
      ),
    ],
    affects: AFFECTED,
    checks: [
      ...onsetChecks({
        alert: alertName(subject.name, 'errors'),
        levels: errors,
        since: {
          critical: since.errors('critical'),
          warning: since.errors('warning'),
        },
        firing: (severity, at) => [
          {
            severity,
            value: ratioAt(bad / USUAL, at),
          },
        ],
      }),
      ...onsetChecks({
        alert: alertName(subject.name, 'latency'),
        levels: latency,
        since: { critical: since.latency, warning: since.latency },
        firing: severity => [{ severity, value: slowest }],
      }),
      ...SIGNALS.flatMap(signal =>
        afterwards(alertName(subject.name, signal), back, last[signal]),
      ),
    ],
  };
}

function ofSecondPod(series: InputSeries): InputSeries {
  return { ...series, labels: { ...series.labels, pod: 'second' } };
}

/** Share of bad requests that a window sees some time after the jump. */
function ratioAt(level: number, at: number): number {
  const samples = Math.min(INTERVALS, (at - ONSET) / STEP + 1);
  return (level * samples) / INTERVALS;
}

/** A time above every threshold, and an edge of the test's own histogram. */
function slowerThan(critical: number): number {
  return Number((critical * 1.25).toPrecision(12));
}

/** An alert that has fired goes on for two minutes. */
function afterwards(alert: string, back: number, value: number): AlertCheck[] {
  const severities = ['critical', 'warning'] as const;
  return [
    {
      at: back + 120 - STEP,
      alert,
      firing: severities.map(severity => ({ severity, value })),
    },
    { at: back + 120 + STEP, alert, firing: [] },
  ];
}

/** So little traffic that only part of a window of it passes the floor. */
function trickle(subject: AlertSubject): Scenario {
  const levels = alertLevels(subject.spec);
  // 2.6 requests each 15 s: the floor of 0.1 a second is passed by five samples.
  const since = ONSET + 4 * STEP;
  const holds = SIGNALS.flatMap(signal =>
    Object.values(levels[signal]).map(level => holdOf(level)),
  );
  const end = since + Math.max(...holds) + 60;
  const phases = (value: number) =>
    counter(STEP, { until: ONSET, value: 0 }, { until: end, value });
  const series = requestSeries(subject);
  const slowest = slowerThan(levels.latency.critical.threshold!);
  const seen = { errors: 1, latency: slowest };
  return {
    sentence: 'the first requests, few of them, all fail and take long',
    series: [
      ...series.failures.flatMap(code => series.requests(code, phases(1.3))),
      ...series.requests(
        '200',
        phases(0),
        counter(STEP, { until: end, value: FLOOD }),
      ),
      ...series.answers(slowest, phases(0)),
      ...series.answers(undefined, phases(2.6)),
    ],
    affects: AFFECTED,
    checks: SIGNALS.flatMap(signal =>
      onsetChecks({
        alert: alertName(subject.name, signal),
        levels: levels[signal],
        since: { critical: since, warning: since },
        firing: severity => [{ severity, value: seen[signal] }],
      }),
    ),
  };
}

/**
 * At first no failed request has ever been counted, so that there is no series of
 * them. Then some fail while the traffic doubles, and half a window knows of it.
 */
function rareErrors(subject: AlertSubject): Scenario {
  const doubles = 2 * ONSET;
  const end = doubles + 5 * STEP;
  const series = requestSeries(subject);
  const ratio = selectorOf(RECORDED.errorRatio, subjectLabels(subject));
  const failed = gauge(STEP, { until: ONSET, value: undefined });
  return {
    sentence: 'no request has ever failed, then some do while traffic doubles',
    series: [
      ...series.requests(
        '200',
        counter(
          STEP,
          { until: ONSET, value: USUAL },
          { until: doubles, value: USUAL * 0.9 },
          { until: end, value: USUAL * 1.9 },
        ),
      ),
      ...series.requests(
        '503',
        `${failed} ${counter(STEP, {
          until: end - ONSET,
          value: USUAL * 0.1,
        })}`,
      ),
    ],
    affects: AFFECTED,
    checks: [],
    values: [
      {
        at: ONSET - STEP,
        expr: ratio,
        samples: [{ labels: ratio, value: 0 }],
      },
      // 10% of eight samples of the usual, over three usual and five double ones.
      between(end - STEP, ratio, 0.055, 0.068),
    ],
  };
}
