/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { longestGapSeconds } from '../cronGap';
import { AlertSubject } from '../subject';
import { firesAs, MINUTE, minutes, warns } from './minutes';
import { SECOND_SCRAPE } from './pods';
import { InputSeries, Scenario, withStrangers } from './scenario';

const FAILED = 'RunFailed';

const NO_SUCCESS = 'NoRecentSuccess';
const LAST_SUCCESS = 'kube_cronjob_status_last_successful_time';
const CREATED = 'kube_cronjob_created';

const AGEING_END = 60;

/** What the alerts about the runs of a job are tested with. */
export function jobScenarios(subject: AlertSubject): Scenario[] {
  switch (subject.workload) {
    case 'CronJob':
      return longestGapSeconds(subject.spec.workload.schedule ?? '') ===
        undefined
        ? [cronRuns(subject)]
        : [
            cronRuns(subject),
            noSuccess(subject),
            neverSuccess(subject),
            cronJobGone(subject),
          ];
    case 'Job':
      return [jobRun(subject)];
    default:
      return [];
  }
}

/**
 * A first run fails, one succeeds, another fails. The objects of failed runs
 * stay, which says nothing of the last one.
 */
function cronRuns(subject: AlertSubject): Scenario {
  const end = 20;
  const [first, good, second] = [28_000_001, 28_000_002, 28_000_003].map(
    minute => `${subject.name}-${minute}`,
  );
  const late = 99_000;
  return {
    sentence: 'a run fails, the next succeeds, the third fails',
    series: [
      ...failed(subject, first, minutes([0, 5], [1, end])),
      ...failed(subject, second, minutes([undefined, 15], [1, end])),
      // Succeeded, as kube-state-metrics says: it did not fail.
      ...failed(subject, good, minutes([0, end]), {
        name: `${subject.name}-import-28000003`,
        end,
      }),
      started(subject, first, minutes([1, end])),
      started(subject, second, minutes([undefined, 15], [900, end])),
      started(subject, good, minutes([late, end])),
      started(subject, `${subject.name}-import-28000003`, minutes([late, end])),
      { ...started(subject, first, minutes([late, end])), ...elsewhere(first) },
      ...ofCronJob(
        subject,
        LAST_SUCCESS,
        minutes([undefined, 10], [1, 12], [600, end]),
        minutes([late, end]),
        minutes([undefined, 10], [0, end]),
      ),
    ],
    checks: [
      warns(subject, FAILED, 6),
      warns(subject, FAILED, 7, 1),
      // A success at the very second of the failed run's start is a later one.
      warns(subject, FAILED, 11),
      warns(subject, FAILED, 16),
      warns(subject, FAILED, 17, 900),
    ],
  };
}

function jobRun(subject: AlertSubject): Scenario {
  const end = 15;
  const name = `${subject.name}-0a1b2c3d`;
  return {
    sentence: 'the run fails',
    series: failed(subject, name, minutes([0, 5], [1, end]), {
      name: `${subject.name}-import-0a1b2c3d`,
      end,
    }),
    checks: [warns(subject, FAILED, 6), warns(subject, FAILED, 7, 1)],
  };
}

function failed(
  subject: AlertSubject,
  job: string,
  values: string,
  strangers?: { name: string; end: number },
): InputSeries[] {
  const series = {
    metric: 'kube_job_failed',
    labels: {
      namespace: subject.namespace,
      job_name: job,
      condition: 'true',
    },
    values,
  };
  return strangers
    ? [
        ...withStrangers(series, {
          values: minutes([1, strangers.end]),
          labels: {
            namespace: 'elsewhere',
            job_name: strangers.name,
            condition: 'unknown',
          },
        }),
        {
          ...series,
          labels: { ...series.labels, ...SECOND_SCRAPE },
          values: minutes([0, strangers.end]),
        },
      ]
    : [series];
}

function started(
  { namespace }: AlertSubject,
  job: string,
  values: string,
): InputSeries {
  return {
    metric: 'kube_job_status_start_time',
    labels: { namespace, job_name: job },
    values,
  };
}

function elsewhere(job: string): Pick<InputSeries, 'labels'> {
  return { labels: { namespace: 'elsewhere', job_name: job } };
}

/**
 * Times of the past stand for a success long ago: a test that waited for a day
 * would take as long as all others together.
 */
function noSuccess(subject: AlertSubject): Scenario {
  return {
    sentence: 'the last success is too long ago',
    series: [
      ...ageing(subject, LAST_SUCCESS),
      ...ofCronJob(
        subject,
        CREATED,
        minutes([longAgo(subject), AGEING_END]),
        minutes([1e6, AGEING_END]),
      ),
    ],
    checks: ageingChecks(subject),
  };
}

function neverSuccess(subject: AlertSubject): Scenario {
  return {
    sentence: 'no run has ever succeeded',
    series: ageing(subject, CREATED),
    affects: [LAST_SUCCESS],
    checks: ageingChecks(subject),
  };
}

/** A time that is as old as warns in minute 10, later as old as pages in 35. */
function ageing(subject: AlertSubject, metric: string): InputSeries[] {
  const { warning, critical } = limits(subject);
  return ofCronJob(
    subject,
    metric,
    minutes([10 * MINUTE - warning, 25], [35 * MINUTE - critical, AGEING_END]),
    minutes([1e6, AGEING_END]),
    minutes([longAgo(subject), AGEING_END]),
  );
}

function ageingChecks(subject: AlertSubject) {
  return [
    firesAs(subject, NO_SUCCESS, 15, [], { value: 0 }),
    firesAs(subject, NO_SUCCESS, 16, ['warning'], { value: 0 }),
    firesAs(subject, NO_SUCCESS, 40, ['warning'], { value: 0 }),
    firesAs(subject, NO_SUCCESS, 41, ['critical', 'warning'], { value: 0 }),
  ];
}

function longAgo(subject: AlertSubject): number {
  return -9 * limits(subject).critical;
}

function cronJobGone(subject: AlertSubject): Scenario {
  return {
    sentence: 'the CronJob is gone, and others are not',
    series: ofCronJob(subject, CREATED, '_', minutes([1e6, 10])).slice(1),
    affects: [LAST_SUCCESS],
    checks: [
      firesAs(subject, NO_SUCCESS, 4, [], { value: 1 }),
      firesAs(subject, NO_SUCCESS, 5, ['critical', 'warning'], { value: 1 }),
    ],
  };
}

/** Counted here anew, so that a mistake in the rules shows. */
function limits({ spec }: AlertSubject) {
  const { schedule, deadlineSeconds } = spec.workload;
  const gap = longestGapSeconds(schedule ?? '')!;
  return {
    warning: gap + deadlineSeconds,
    critical: gap + gap + deadlineSeconds,
  };
}

/** @param behind - what a second scrape knows */
function ofCronJob(
  { name, namespace }: AlertSubject,
  metric: string,
  values: string,
  strangers: string,
  behind?: string,
): InputSeries[] {
  const series = { metric, labels: { namespace, cronjob: name }, values };
  return [
    ...withStrangers(series, {
      values: strangers,
      labels: { namespace: 'elsewhere', cronjob: `${name}-import` },
    }),
    ...(behind === undefined
      ? []
      : [
          {
            ...series,
            labels: { ...series.labels, ...SECOND_SCRAPE },
            values: behind,
          },
        ]),
  ];
}
