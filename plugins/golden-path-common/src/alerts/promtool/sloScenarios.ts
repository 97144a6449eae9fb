/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Objective, objectivesOf } from '../slo/objectives';
import { SLO } from '../slo/sloRules';
import { AlertSubject, subjectLabels } from '../subject';
import { AlertSeverity } from '../thresholds';
import { nameOfAlert } from '../alertRule';
import { growth, MINUTE, minutes } from './minutes';
import { requestSeries } from './requestSeries';
import {
  AlertCheck,
  between,
  InputSeries,
  Scenario,
  selectorOf,
  ValueCheck,
} from './scenario';

/** What error budgets and their alerts are tested with. */
export function sloScenarios(subject: AlertSubject): Scenario[] {
  const objectives = objectivesOf(subject);
  if (objectives.length === 0) {
    return [];
  }
  return [budgetBurns(subject, objectives), rates(subject)];
}

/** Windows whose shares the alerts compare. */
type Window = '5m' | '30m' | '1h' | '2h' | '6h' | '1d' | '3d';

/** What happens in a part of the test. Shares are multiples of the budget. */
interface Part {
  minutes: number;
  shares: Partial<Record<Window, number>>;
  /** Requests a second. */
  traffic?: number;
  /** What fires at its end, and the share that the annotations show. */
  fires?: [severity: AlertSeverity, window: Window];
}

/**
 * Each window of each pair at the very edge, with its partner above, which must not
 * fire; then both above with exactly as much traffic as says nothing; then each
 * pair above with a little more. Shares are given as if they had been recorded.
 */
const PARTS: readonly Part[] = [
  {
    minutes: 7,
    shares: {
      '1h': 14.4,
      '5m': 20,
      '6h': 6,
      '30m': 9,
      '1d': 3,
      '2h': 4,
      '3d': 1,
    },
  },
  {
    minutes: 7,
    shares: {
      '1h': 20,
      '5m': 14.4,
      '6h': 9,
      '30m': 6,
      '1d': 4,
      '2h': 3,
      '3d': 1,
    },
  },
  { minutes: 7, shares: { '3d': 1.5, '6h': 1 } },
  { minutes: 3, shares: { '1h': 20, '5m': 20 }, traffic: 1 },
  { minutes: 7, shares: { '3d': 2, '6h': 2 }, traffic: 0.1 },
  { minutes: 3, shares: { '1h': 15, '5m': 15 }, fires: ['critical', '1h'] },
  { minutes: 2, shares: {} },
  { minutes: 3, shares: { '6h': 6.5, '30m': 6.5 }, fires: ['critical', '6h'] },
  {
    minutes: 7,
    shares: { '3d': 1.1, '6h': 1.1 },
    traffic: 0.11,
    fires: ['warning', '3d'],
  },
  { minutes: 2, shares: {} },
  { minutes: 7, shares: { '1d': 3.1, '2h': 3.1 }, fires: ['warning', '1d'] },
];

function budgetBurns(
  subject: AlertSubject,
  objectives: readonly Objective[],
): Scenario {
  const ends: number[] = [];
  for (const { minutes: length } of PARTS) {
    ends.push((ends[ends.length - 1] ?? 0) + length);
  }
  const over = (valueOf: (part: Part) => number) =>
    minutes(
      ...PARTS.map((part, index): [number, number] => [
        valueOf(part),
        ends[index],
      ]),
    );
  const windows: Window[] = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];
  return {
    sentence: 'error budgets burn at the edge of each alert, and above',
    series: objectives.flatMap(({ slo, budget }) => [
      ...windows.map(window =>
        ofSlo(
          subject,
          SLO.ratio(window),
          slo,
          over(({ shares }) => (shares[window] ?? 0) * budget),
        ),
      ),
      // Somewhat more than the floor: half as much again would not be.
      ofSlo(
        subject,
        SLO.total,
        slo,
        over(({ traffic = 1.1 }) => traffic),
      ),
    ]),
    checks: objectives.flatMap(objective =>
      PARTS.flatMap((part, index) =>
        checksOf(subject, objective, part, ends[index]),
      ),
    ),
  };
}

/** How long each severity must hold, in minutes. */
const HOLDS = { critical: 2, warning: 6 };

function checksOf(
  { name }: AlertSubject,
  { suffix, budget }: Objective,
  part: Part,
  end: number,
): AlertCheck[] {
  const alert = nameOfAlert(name, suffix);
  const begin = end - part.minutes;
  if (!part.fires) {
    return [{ at: (end - 1) * MINUTE, alert, firing: [] }];
  }
  const [severity, window] = part.fires;
  const fires = begin + HOLDS[severity];
  return [
    { at: (fires - 1) * MINUTE, alert, firing: [] },
    {
      at: fires * MINUTE,
      alert,
      firing: [{ severity, value: part.shares[window]! * budget }],
    },
  ];
}

function ofSlo(
  subject: AlertSubject,
  metric: string,
  slo: string,
  values: string,
): InputSeries {
  return { metric, labels: { ...subjectLabels(subject), slo }, values };
}

/**
 * Requests double while bad ones begin, and half a window of five minutes knows of
 * it. Before, no request has ever failed, so that there is no series of those.
 */
function rates(subject: AlertSubject): Scenario {
  const born = 5;
  const jump = 12;
  const end = 16;
  const at = (jump + 2) * MINUTE;
  const series = requestSeries(subject);
  const flood = growth([1e9, end]);
  // Others count requests too, but not before the service counts failed ones.
  const late = `_x${born} ${growth([1e9, end - born])}`;
  const slowEdge = subject.spec.slo.latency.seconds;
  const selector = (metric: string, slo: string) =>
    selectorOf(metric, { ...subjectLabels(subject), slo });
  const none: ValueCheck[] = [SLO.bad, SLO.ratio('5m')].map(metric => ({
    at: (born - 1) * MINUTE,
    expr: selector(metric, 'availability'),
    samples: [{ labels: selector(metric, 'availability'), value: 0 }],
  }));
  return {
    sentence: 'requests double, and some of them become bad',
    series: [
      ...series.requests('200', growth([600, jump], [900, end]), late),
      ...series.failures.flatMap((code, index) =>
        series.requests(
          code,
          `_x${born} ${growth([0, jump - born], [150, end - born])}`,
          index === 0 ? late : undefined,
        ),
      ),
      ...series.timed(growth([600, jump], [1200, end]), flood),
      ...series.answers(slowEdge, growth([600, jump], [900, end]), flood),
      // A second pod, whose edges a later version of Prometheus has written.
      ...laterEdges(series.answers(slowEdge, growth([100, end]))),
      ...series.timed(growth([100, end])).map(second),
      // Edges before and after, which nobody asks about.
      ...series.answers(slowEdge / 2, growth([300, end])),
      ...series.answers(slowEdge * 10, growth([600, jump], [1200, end])),
      ...series.answers(undefined, growth([600, jump], [1200, end])),
    ],
    affects: [SLO.total, SLO.bad],
    checks: [],
    values: [
      ...none,
      between(at, selector(SLO.total, 'availability'), 15, 18),
      between(at, selector(SLO.bad, 'availability'), 2.5, 4.2),
      between(at, selector(SLO.ratio('5m'), 'availability'), 0.18, 0.23),
      between(at, selector(SLO.total, 'latency'), 16.6, 19.7),
      between(at, selector(SLO.bad, 'latency'), 2.5, 4.2),
      between(at, selector(SLO.ratio('5m'), 'latency'), 0.16, 0.22),
    ],
  };
}

/** Whole numbers get a fraction since Prometheus 3. */
function laterEdges(list: InputSeries[]): InputSeries[] {
  return list.map(series => {
    const { le } = series.labels;
    return second({
      ...series,
      labels: {
        ...series.labels,
        le: le.includes('.') ? le : `${le}.0`,
      },
    });
  });
}

function second(series: InputSeries): InputSeries {
  return { ...series, labels: { ...series.labels, pod: 'second' } };
}

/** Between two samples of the test of windows. No window ends at a sample. */
export const WINDOW_STEP = 11 * MINUTE;

const DAYS = 5;

/**
 * Bad requests that become more all the time, so that each window has a share of
 * its own. Rules are looked at once a day: what counts is the last look.
 */
export function windowScenario(subject: AlertSubject): Scenario {
  const end = DAYS * 24 * 3600;
  const last = Math.floor(end / WINDOW_STEP);
  const slos = ['availability', 'latency'];
  const labels = (slo: string) => ({ ...subjectLabels(subject), slo });
  const base = (slo: string, more: Record<string, string>, scale: number) => [
    {
      metric: SLO.total,
      labels: { ...labels(slo), ...more },
      values: `${1000 * scale}x${last}`,
    },
    {
      metric: SLO.bad,
      labels: { ...labels(slo), ...more },
      values: `0+${scale}x${last}`,
    },
  ];
  const seconds: Record<string, number> = {
    '30m': 1800,
    '1h': 3600,
    '2h': 7200,
    '6h': 21_600,
    '1d': 86_400,
    '3d': 259_200,
  };
  return {
    sentence: 'each window has its own share of bad requests',
    series: slos.flatMap((slo, index) => [
      ...base(slo, {}, index + 1),
      ...base(slo, { service: `${subject.name}-import` }, 7),
      ...base(slo, { namespace: 'elsewhere' }, 7),
    ]),
    checks: [],
    values: Object.entries(seconds).map(([window, length]) => {
      const first = Math.ceil((end - length) / WINDOW_STEP);
      const count = last - first + 1;
      const bad = ((first + last) * count) / 2;
      const metric = SLO.ratio(window);
      return {
        at: end,
        expr: selectorOf(metric, subjectLabels(subject)),
        samples: slos.map((slo, index) => ({
          labels: selectorOf(metric, labels(slo)),
          value: (bad * (index + 1)) / (1000 * (index + 1) * count),
        })),
      };
    }),
  };
}
