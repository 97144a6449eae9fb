/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  anyOf,
  escapeRe,
  eq,
  LabelMatcher,
  overTime,
  PromQlExpression,
  re,
  sum,
} from './promql';
import { RuleSubject } from './subject';

/**
 * Where the requests to a service are counted, as expressions.
 *
 * @internal
 */
export interface RequestMetrics {
  /** Requests a second, all of them. */
  total(window: string, more?: Matchers): PromQlExpression;
  /** Requests a second that failed; absent where none ever did. */
  failed(window: string, more?: Matchers): PromQlExpression;
  /** Answers a second, of those whose time is known. */
  timed(window: string): PromQlExpression;
  /** Answers a second within a time, which is an edge of the histogram. */
  within(seconds: number, window: string): PromQlExpression;
  /** Answers a second by the edge `le` of the histogram. */
  buckets(window: string, more?: Matchers): PromQlExpression;
  /** What the histogram's edges are divided by to be seconds. */
  unitsPerSecond: number;
}

type Matchers = Record<string, LabelMatcher>;

/** Codes of gRPC that are the server's fault, of answers with HTTP's 200. */
const GRPC_FAILURES = '2|4|12|13|14|15';

/** @internal */
export function requestMetrics(subject: RuleSubject): RequestMetrics {
  return subject.requests === 'app'
    ? appMetrics(subject)
    : meshMetrics(subject);
}

/**
 * Istio's standard metrics.
 *
 * Errors as the senders saw them: a service that is dead or cut off by a circuit
 * breaker reports nothing itself. Times as the service's own proxy saw them, so
 * that a caller's slow network is not this service's fault.
 */
function meshMetrics({ name, namespace, grpc }: RuleSubject): RequestMetrics {
  const to = (reporter: string, more: Matchers = {}) => ({
    reporter: eq(reporter),
    destination_service_name: eq(name),
    destination_service_namespace: eq(namespace),
    ...more,
  });
  const requests = (window: string, more?: Matchers) =>
    overTime('rate', 'istio_requests_total', to('source', more), window);
  return {
    total: (window, more) => sum(requests(window, more)),
    failed: (window, more) => {
      // Code 0 is a connection that broke before an answer.
      const http = requests(window, { ...more, response_code: re('5..|0') });
      return sum(
        grpc
          ? anyOf(
              http,
              requests(window, {
                ...more,
                response_code: eq('200'),
                grpc_response_status: re(GRPC_FAILURES),
              }),
            )
          : http,
      );
    },
    ...histogram({
      metric: 'istio_request_duration_milliseconds',
      matchers: to('destination'),
      unitsPerSecond: 1000,
    }),
  };
}

/**
 * Metrics of the service itself, by the names that most libraries use, where
 * there is no mesh to count for it.
 */
function appMetrics({ name, namespace }: RuleSubject): RequestMetrics {
  const matchers = { job: eq(name), namespace: eq(namespace) };
  const requests = (window: string, more: Matchers = {}) =>
    sum(
      overTime('rate', 'http_requests_total', { ...matchers, ...more }, window),
    );
  return {
    total: requests,
    failed: (window, more) => requests(window, { ...more, code: re('5..') }),
    ...histogram({
      metric: 'http_request_duration_seconds',
      matchers,
      unitsPerSecond: 1,
    }),
  };
}

function histogram(options: {
  metric: string;
  matchers: Matchers;
  unitsPerSecond: number;
}): Pick<RequestMetrics, 'timed' | 'within' | 'buckets' | 'unitsPerSecond'> {
  const { metric, matchers, unitsPerSecond } = options;
  return {
    unitsPerSecond,
    timed: window => sum(overTime('rate', `${metric}_count`, matchers, window)),
    within: (seconds, window) =>
      sum(
        overTime(
          'rate',
          `${metric}_bucket`,
          { ...matchers, le: re(edge(seconds * unitsPerSecond)) },
          window,
        ),
      ),
    buckets: (window, more) =>
      sum(
        overTime('rate', `${metric}_bucket`, { ...matchers, ...more }, window),
        ['le'],
      ),
  };
}

/** Prometheus 3 writes whole numbers of `le` as 1000.0, older ones as 1000. */
function edge(value: number): string {
  // Rounded, because 1.1 * 1000 is 1100.0000000000002.
  const rounded = Number(value.toPrecision(12));
  return Number.isInteger(rounded)
    ? `${rounded}([.]0)?`
    : escapeRe(String(rounded));
}
