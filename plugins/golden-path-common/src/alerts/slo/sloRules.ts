/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS } from '../../render/conventions';
import { describeDuration } from '../../spec/duration';
import {
  AlertingRule,
  alertingRule,
  AlertSpec,
  percentOf,
  plainText,
} from '../alertRule';
import { TRAFFIC_FLOOR } from '../alertingRules';
import { anyOf, binary, eq, overTime } from '../promql';
import { RecordingRule, recordingRule } from '../recordingRules';
import { recorded, recordedMatchers } from '../selectors';
import { AlertSubject } from '../subject';
import { Objective, objectivesOf } from './objectives';

/**
 * Names of the series of a service's objectives; label `slo` says of which.
 *
 * @internal
 */
export const SLO = {
  total: 'service:slo_requests:rate5m',
  bad: 'service:slo_bad_requests:rate5m',
  /** Share of bad requests in a window, `5m` to `3d`. */
  ratio: (window: string) => `service:slo_errors:ratio_rate${window}`,
} as const;

/**
 * An error budget is burning if it burns both over a long window, so that it
 * matters, and over a short one, so that it still does: `burn` times as fast as
 * it would last for its time.
 */
interface Burn {
  burn: number;
  long: string;
  short: string;
}

/**
 * Windows and factors of the SRE workbook, "Alerting on SLOs", for a budget of 30
 * days: a page for 2% of it in an hour or 5% in six, a ticket for 10% in a day
 * or in three.
 */
export const PAGE: readonly Burn[] = [
  { burn: 14.4, long: '1h', short: '5m' },
  { burn: 6, long: '6h', short: '30m' },
];
export const TICKET: readonly Burn[] = [
  { burn: 3, long: '1d', short: '2h' },
  { burn: 1, long: '3d', short: '6h' },
];

/** Below one request a second, a handful of failures would wake somebody up. */
const PAGE_FLOOR = 1;

/** Rules of the short windows and the pages, looked at every minute. */
export function sloRules(
  subject: AlertSubject,
): Array<RecordingRule | AlertingRule> {
  const objectives = objectivesOf(subject);
  if (objectives.length === 0) {
    return [];
  }
  return [
    ...objectives.flatMap(({ slo, total, badRequests }) => [
      recordingRule(subject, SLO.total, total, { slo }),
      recordingRule(subject, SLO.bad, badRequests, { slo }),
    ]),
    recordingRule(
      subject,
      SLO.ratio('5m'),
      binary(recorded(subject, SLO.bad), '/', recorded(subject, SLO.total)),
    ),
    ...['30m', '1h', '6h'].map(window => windowRule(subject, window)),
    ...objectives.map(objective => page(subject, objective)),
  ];
}

/**
 * Rules of the long windows and the tickets, which read so many samples, and
 * change so slowly, that a look every few minutes is enough.
 */
export function slowSloRules(
  subject: AlertSubject,
): Array<RecordingRule | AlertingRule> {
  const objectives = objectivesOf(subject);
  return objectives.length === 0
    ? []
    : [
        ...['2h', '1d', '3d'].map(window => windowRule(subject, window)),
        ...objectives.map(objective => ticket(subject, objective)),
      ];
}

/**
 * The share of a window, of all objectives at once. Bad requests and all of them
 * are averaged apart: an average of ratios would count a night's request as much
 * as a day's thousand, and one idle minute, 0 of 0, would void three days.
 */
function windowRule(subject: AlertSubject, window: string): RecordingRule {
  const over = (metric: string) =>
    overTime('sum_over_time', metric, recordedMatchers(subject), window);
  return recordingRule(
    subject,
    SLO.ratio(window),
    binary(over(SLO.bad), '/', over(SLO.total)),
  );
}

function page(subject: AlertSubject, objective: Objective): AlertingRule {
  return burnAlert(subject, objective, {
    severity: 'critical',
    burns: PAGE,
    floor: PAGE_FLOOR,
    for: '2m',
    summary: `${plainText(subject.title)} uses up its error budget within days`,
  });
}

function ticket(subject: AlertSubject, objective: Objective): AlertingRule {
  return burnAlert(subject, objective, {
    severity: 'warning',
    burns: TICKET,
    floor: TRAFFIC_FLOOR,
    // Two looks of a group that is looked at every three minutes.
    for: '6m',
    summary: `${plainText(
      subject.title,
    )} uses up its error budget before its time`,
  });
}

function burnAlert(
  subject: AlertSubject,
  objective: Objective,
  options: Pick<AlertSpec, 'severity' | 'for' | 'summary'> & {
    burns: readonly Burn[];
    floor: number;
  },
): AlertingRule {
  const { slo, budget } = objective;
  const ofObjective = (metric: string) =>
    recorded(subject, metric, { slo: eq(slo) });
  const burning = options.burns.map(({ burn, long, short }) => {
    const above = (window: string) =>
      binary(ofObjective(SLO.ratio(window)), '>', binary(burn, '*', budget));
    return binary(above(long), 'and', above(short));
  });
  const [fast, slow] = options.burns;
  return alertingRule(subject, {
    suffix: objective.suffix,
    severity: options.severity,
    signal: objective.signal,
    expression: binary(
      anyOf(burning[0], ...burning.slice(1)),
      'and',
      binary(ofObjective(SLO.total), '>', options.floor),
    ),
    for: options.for,
    // Tells the pair from the threshold alerts of the same signal, which mute it.
    labels: { [LABELS.ruleSlo]: slo },
    summary: options.summary,
    description: `{{ $value | humanizePercentage }} of the requests to '${
      subject.name
    }' ${objective.bad}, where ${percentOf(budget)} may: ${timesOf(
      fast,
    )} over ${describeDuration(fast.long)}, or ${timesOf(
      slow,
    )} over ${describeDuration(slow.long)}.`,
  });
}

function timesOf({ burn }: Burn): string {
  return burn === 1 ? 'more than that' : `more than ${burn} times that`;
}
