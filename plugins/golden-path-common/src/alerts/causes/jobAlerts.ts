/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSpec, plainText } from '../alertRule';
import { longestGapSeconds } from '../cronGap';
import { binary, call, eq, max, PromQlExpression, re, series } from '../promql';
import { AlertSubject } from '../subject';
import { CauseFamily } from './types';

/**
 * What a CronJob and a Job are watched for in place of the eight: they answer no
 * requests, they succeed or not.
 *
 * @internal
 */
export const jobAlerts: CauseFamily = {
  alerts: subject => {
    switch (subject.workload) {
      case 'CronJob':
        return [
          runFailed(subject, lastRunFailed(subject)),
          ...noSuccess(subject),
        ];
      case 'Job':
        return [
          runFailed(
            subject,
            binary(max(failed(subject, '[0-9a-f]{8}')), '>', 0),
          ),
        ];
      default:
        return [];
    }
  },
};

function runFailed(
  subject: AlertSubject,
  expression: PromQlExpression,
): AlertSpec {
  return {
    suffix: 'RunFailed',
    severity: 'warning',
    signal: 'runs',
    expression,
    for: '2m',
    summary: `The last run of ${plainText(subject.title)} failed`,
    description: `The last run of '${
      subject.name
    }' ended without success, after ${
      subject.spec.workload.backoffLimit
    } more tries or ${duration(subject.spec.workload.deadlineSeconds)}.`,
  };
}

function failed({ name, namespace }: AlertSubject, suffix: string) {
  return series('kube_job_failed', {
    namespace: eq(namespace),
    job_name: re(`${name}-${suffix}`),
    condition: eq('true'),
  });
}

/**
 * Failed runs stay as objects after the next one has succeeded, so that only one
 * that began after the last success counts; there may have been none yet.
 */
function lastRunFailed(subject: AlertSubject) {
  const { name, namespace } = subject;
  const began = max(
    binary(
      series('kube_job_status_start_time', {
        namespace: eq(namespace),
        job_name: re(`${name}-[0-9]+`),
      }),
      'and',
      binary(failed(subject, '[0-9]+'), '>', 0),
      { on: ['job_name'] },
    ),
  );
  const lastSuccess = max(
    ofCronJob(subject, 'kube_cronjob_status_last_successful_time'),
  );
  return binary(began, '>', binary(lastSuccess, 'or', call('vector', 0)));
}

/**
 * No success for longer than the schedule explains: whoever suspended the job,
 * or lost it, or lets it fail night after night. The warning comes when a run is
 * missing, the page when two are.
 */
function noSuccess(subject: AlertSubject): AlertSpec[] {
  const { schedule, deadlineSeconds } = subject.spec.workload;
  const gap = longestGapSeconds(schedule ?? '');
  if (gap === undefined) {
    return [];
  }
  const since = binary(
    call('time'),
    '-',
    binary(
      max(ofCronJob(subject, 'kube_cronjob_status_last_successful_time')),
      'or',
      max(ofCronJob(subject, 'kube_cronjob_created')),
    ),
  );
  return (['critical', 'warning'] as const).map(severity => {
    const limit = gap * (severity === 'critical' ? 2 : 1) + deadlineSeconds;
    return {
      suffix: 'NoRecentSuccess',
      severity,
      signal: 'runs',
      expression: binary(
        binary(since, '>', limit),
        'or',
        max(call('absent', ofCronJob(subject, 'kube_cronjob_created'))),
      ),
      for: '5m',
      summary: `${plainText(subject.title)} has not succeeded for ${duration(
        limit,
      )}`,
      description: `No run of '${subject.name}' has succeeded for ${duration(
        limit,
      )}, or its CronJob is gone. By its schedule '${schedule}' there should have been one.`,
    };
  });
}

function ofCronJob({ name, namespace }: AlertSubject, metric: string) {
  return series(metric, { namespace: eq(namespace), cronjob: eq(name) });
}

/** Seconds in the largest unit that leaves no rest, as "25 hours". */
function duration(seconds: number): string {
  const units: Array<[string, number]> = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ];
  const [unit, size] = units.find(([, length]) => seconds % length === 0)!;
  const amount = seconds / size;
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
