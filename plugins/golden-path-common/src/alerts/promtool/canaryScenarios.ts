/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  CANARY,
  canaryName,
  labelValue,
  STABLE,
} from '../../render/conventions';
import { RELEASE } from '../causes/canaryAlerts';
import { AlertSubject, subjectLabels } from '../subject';
import { growth, MINUTE, minutes, warns } from './minutes';
import { requestSeries } from './requestSeries';
import { between, InputSeries, Scenario, selectorOf } from './scenario';

const ALERT = 'CanaryWorse';

/** What the alert about a canary that is worse is tested with. */
export function canaryScenarios(subject: AlertSubject): Scenario[] {
  const isCompared =
    subject.requests === 'mesh' &&
    (subject.hasCanary || subject.workload === 'Rollout');
  return isCompared
    ? [worse(subject), rareErrors(subject), atEdge(subject)]
    : [];
}

/** How the mesh's metrics name a release. */
function labelsOf(
  subject: AlertSubject,
  release: string,
): Record<string, string> {
  const { name, spec } = subject;
  if (subject.hasCanary) {
    return {
      destination_workload: release === CANARY ? canaryName(name) : name,
    };
  }
  const tag = labelValue(spec.image.tag);
  return { destination_version: release === CANARY ? tag : `${tag}-before` };
}

const slowerBy = ({ spec }: AlertSubject) => spec.slo.latency.seconds / 2;

type Phases = Array<[value: number, until: number]>;

/** Requests a minute of a release: all, those that fail, those that are slow. */
interface Traffic {
  total: Phases;
  failed: Phases;
  slow?: Phases;
  /** Minute of the first failed request; before, there is no series of them. */
  firstFailure?: number;
  /** What other services, and other sides of a request, count. */
  strangers?: string;
}

/** 95th percentiles of a release whose answers are fast, and slow. */
function percentiles(subject: AlertSubject) {
  return {
    edge: Number((slowerBy(subject) * 0.6).toPrecision(6)),
    slow: Number((slowerBy(subject) * 2).toPrecision(6)),
  };
}

/**
 * Of both releases one request of five fails; then of the canary 9 points more,
 * and its answers become as much slower as matters. Much later those of the stable
 * release do.
 */
function worse(subject: AlertSubject): Scenario {
  const end = 46;
  const strangers = growth([1e9, end]);
  const phases = (usual: number, ill: number): Phases => [
    [usual, 12],
    [ill, 34],
    [usual, end],
  ];
  const { edge, slow } = percentiles(subject);
  const latency = (release: string) =>
    selectorOf(RELEASE.latencyP95, { ...subjectLabels(subject), release });
  const isFast = (minute: number, release: string) =>
    between(minute * MINUTE, latency(release), edge * 0.94, edge * 0.995);
  const isSlow = (minute: number, release: string) =>
    between(minute * MINUTE, latency(release), slow * 0.99, slow * 1.01);
  return {
    sentence: 'the canary fails more requests, and answers late',
    series: [
      ...trafficOf(subject, labelsOf(subject, CANARY), {
        total: phases(3000, 3000),
        failed: phases(600, 870),
        slow: phases(0, 600),
        strangers,
      }),
      ...trafficOf(subject, labelsOf(subject, STABLE), {
        total: phases(6000, 6000),
        failed: phases(1200, 1200),
        slow: [
          [0, 36],
          [1200, 38],
          [0, end],
        ],
        strangers,
      }),
      ...unanswered(subject, end),
    ],
    affects: Object.values(RELEASE),
    checks: [
      // Two minutes of a window of five show that more than one of twenty is slow,
      // three that 5 points more fail.
      warns(subject, ALERT, 22),
      warns(subject, ALERT, 23, compared('latency')),
      warns(subject, ALERT, 24, compared('errors'), compared('latency')),
      warns(subject, ALERT, 39, compared('errors'), compared('latency')),
      warns(subject, ALERT, 43),
    ],
    values: [
      isFast(5, CANARY),
      isSlow(26, CANARY),
      isFast(26, STABLE),
      isFast(36, STABLE),
      isSlow(37, STABLE),
    ],
  };
}

/** Requests that no pod answered: nobody knows of which release it would be. */
function unanswered(subject: AlertSubject, end: number): InputSeries[] {
  const all: Phases = [[60_000, end]];
  return trafficOf(
    subject,
    { destination_workload: 'unknown', destination_version: 'unknown' },
    { total: all, failed: all, slow: all },
  );
}

function compared(what: string) {
  return { value: 0, labels: { compared: what } };
}

/**
 * At first no failed request has ever been counted, so that there is no series of
 * them. Then some fail, and more as the traffic doubles, and half a window knows
 * of it.
 */
function rareErrors(subject: AlertSubject): Scenario {
  const [born, jump, end] = [5, 12, 16];
  const at = (jump + 2) * MINUTE;
  const values = [CANARY, STABLE].flatMap(release => {
    const recorded = (metric: string) =>
      selectorOf(metric, { ...subjectLabels(subject), release });
    const ratio = recorded(RELEASE.errorRatio);
    return [
      {
        at: (born - 1) * MINUTE,
        expr: ratio,
        samples: [{ labels: ratio, value: 0 }],
      },
      between(at, recorded(RELEASE.requestRate), 15.5, 18),
      between(at, ratio, 0.165, 0.195),
    ];
  });
  return {
    sentence:
      'neither release has ever failed, then both do as traffic doubles',
    series: [
      ...unanswered(subject, end),
      ...[CANARY, STABLE].flatMap(release =>
        trafficOf(subject, labelsOf(subject, release), {
          total: [
            [600, jump],
            [1200, end],
          ],
          failed: [
            [60, jump],
            [240, end],
          ],
          firstFailure: born,
          strangers: `_x${born} ${growth([1e9, end - born])}`,
        }),
      ),
    ],
    affects: Object.values(RELEASE),
    checks: [],
    values,
  };
}

function trafficOf(
  subject: AlertSubject,
  labels: Record<string, string>,
  { total, failed, slow, firstFailure = 0, strangers }: Traffic,
): InputSeries[] {
  const series = requestSeries(subject, labels);
  const { edge, slow: slowest } = percentiles(subject);
  const parts = (all: Phases, share: number, from = 0) =>
    growth(
      ...all.map(([value, until]): [number, number] => [
        value * share,
        until - from,
      ]),
    );
  const halves = (
    list: (values: string, others?: string) => InputSeries[],
    all: Phases,
  ) => [
    ...list(parts(all, 0.5), strangers),
    ...list(parts(all, 0.5)).map(ofSecondPod),
  ];
  const failures =
    (firstFailure > 0 ? `_x${firstFailure} ` : '') +
    parts(failed, 0.5, firstFailure);
  return [
    ...halves(
      (values, others) => series.requests('200', values, others),
      without(total, failed),
    ),
    ...series.requests('503', failures, strangers),
    ...series.requests('0', failures),
    ...(slow
      ? [
          ...halves(
            (values, others) => series.answers(edge, values, others),
            without(total, slow),
          ),
          ...series.answers(slowest, parts(without(total, slow), 1)),
          ...series.answers(undefined, parts(total, 1)),
        ]
      : []),
  ];
}

function ofSecondPod(series: InputSeries): InputSeries {
  return { ...series, labels: { ...series.labels, pod: 'second' } };
}

/** What is left of all requests, minute by minute. */
function without(all: Phases, part: Phases): Phases {
  const ends = [...new Set([...all, ...part].map(([, until]) => until))];
  const at = (phases: Phases, end: number) =>
    phases.find(([, until]) => until >= end)![0];
  return ends
    .sort((a, b) => a - b)
    .map(end => [at(all, end) - at(part, end), end]);
}

/** Exactly as much worse as it may be, then too little traffic, then enough. */
function atEdge(subject: AlertSubject): Scenario {
  const of = (
    metric: string,
    release: string,
    values: string,
  ): InputSeries => ({
    metric,
    labels: { ...subjectLabels(subject), release },
    values,
  });
  const late = slowerBy(subject);
  return {
    sentence: 'the canary is at the very edge of being worse',
    series: [
      of(RELEASE.requestRate, CANARY, minutes([7, 15], [0.1, 30], [0.11, 50])),
      of(RELEASE.requestRate, STABLE, minutes([70, 50])),
      of(RELEASE.errorRatio, CANARY, minutes([0.05, 15], [0.055, 50])),
      of(RELEASE.errorRatio, STABLE, minutes([0, 50])),
      of(RELEASE.latencyP95, CANARY, minutes([late, 15], [late * 1.1, 50])),
      of(RELEASE.latencyP95, STABLE, minutes([0, 50])),
    ],
    checks: [
      warns(subject, ALERT, 14),
      warns(subject, ALERT, 29),
      warns(subject, ALERT, 39),
      warns(subject, ALERT, 40, compared('errors'), compared('latency')),
    ],
  };
}
