/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSubject } from '../subject';
import { InputSeries, withStrangers } from './scenario';

/**
 * Names and labels of the series that count a service's requests, the mesh's or
 * its own.
 */
export interface RequestSeries {
  /** Requests with a code; strangers get other values. */
  requests(code: string, values: string, strangers?: string): InputSeries[];
  /** Answers up to an edge of the histogram, in seconds; no edge is the last. */
  answers(
    seconds: number | undefined,
    values: string,
    strangers?: string,
  ): InputSeries[];
  /** All answers whose time was taken. */
  timed(values: string, strangers?: string): InputSeries[];
  /** Codes that mean that a request failed. */
  failures: readonly string[];
}

/** The series of a service, as the mesh's metrics or its own. */
export function requestSeries(
  subject: AlertSubject,
  more: Record<string, string> = {},
): RequestSeries {
  return subject.requests === 'app'
    ? appSeries(subject)
    : meshSeries(subject, more);
}

function meshSeries(
  { name, namespace }: AlertSubject,
  more: Record<string, string>,
): RequestSeries {
  const of = (
    metric: string,
    reporter: 'source' | 'destination',
    labels: Record<string, string>,
    values: string,
    strangers: string | undefined,
  ) =>
    family(
      {
        metric,
        labels: {
          reporter,
          destination_service_name: name,
          destination_service_namespace: namespace,
          ...labels,
          ...more,
        },
        values,
      },
      strangers,
      {
        reporter: reporter === 'source' ? 'destination' : 'source',
        destination_service_name: `${name}-import`,
        destination_service_namespace: 'elsewhere',
      },
    );
  const duration = 'istio_request_duration_milliseconds';
  return {
    failures: ['503', '0'],
    requests: (code, values, strangers) =>
      of(
        'istio_requests_total',
        'source',
        { response_code: code },
        values,
        strangers,
      ),
    answers: (seconds, values, strangers) =>
      of(
        `${duration}_bucket`,
        'destination',
        { le: edgeOf(seconds, 1000) },
        values,
        strangers,
      ),
    timed: (values, strangers) =>
      of(`${duration}_count`, 'destination', {}, values, strangers),
  };
}

function appSeries({ name, namespace }: AlertSubject): RequestSeries {
  const of = (
    metric: string,
    labels: Record<string, string>,
    values: string,
    strangers: string | undefined,
  ) =>
    family(
      { metric, labels: { job: name, namespace, ...labels }, values },
      strangers,
      { job: `${name}-import`, namespace: 'elsewhere' },
    );
  const duration = 'http_request_duration_seconds';
  return {
    failures: ['503', '500'],
    requests: (code, values, strangers) =>
      of('http_requests_total', { code }, values, strangers),
    answers: (seconds, values, strangers) =>
      of(`${duration}_bucket`, { le: edgeOf(seconds, 1) }, values, strangers),
    timed: (values, strangers) =>
      of(`${duration}_count`, {}, values, strangers),
  };
}

function family(
  series: InputSeries,
  strangers: string | undefined,
  labels: Record<string, string>,
): InputSeries[] {
  return strangers === undefined
    ? [series]
    : withStrangers(series, { values: strangers, labels });
}

function edgeOf(seconds: number | undefined, unitsPerSecond: number): string {
  return seconds === undefined
    ? '+Inf'
    : String(Number((seconds * unitsPerSecond).toPrecision(12)));
}
