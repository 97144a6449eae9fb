/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { availabilityOf } from '../../spec/serviceSpec';
import { binary, PromQlExpression } from '../promql';
import { requestMetrics } from '../requests';
import { AlertSubject } from '../subject';

/**
 * What a service promises its users, and how it is measured.
 *
 * @internal
 */
export interface Objective {
  /** Value of label `slo`. */
  slo: 'availability' | 'latency';
  /** Value of label `signal`: that of the threshold alert about the same thing. */
  signal: 'errors' | 'latency';
  /** Ending of the alerts' name. */
  suffix: string;
  /** Share of requests that may be bad. */
  budget: number;
  /** What a bad request is, in words: "fail". */
  bad: string;
  /** All requests a second, over five minutes. */
  total: PromQlExpression;
  /** The bad ones among them; 0 where there are none. */
  badRequests: PromQlExpression;
}

const WINDOW = '5m';

/**
 * The promises of a service; none where nobody counts its requests.
 *
 * @internal
 */
export function objectivesOf(subject: AlertSubject): Objective[] {
  if (subject.requests === 'none') {
    return [];
  }
  const { latency } = subject.spec.slo;
  const { total, failed, timed, within } = requestMetrics(subject);
  const all = total(WINDOW);
  return [
    {
      slo: 'availability',
      signal: 'errors',
      suffix: 'AvailabilityBudgetBurn',
      budget: budgetOf(availabilityOf(subject.spec)),
      bad: 'fail',
      total: all,
      badRequests: binary(failed(WINDOW), 'or', binary(all, '*', 0)),
    },
    {
      slo: 'latency',
      signal: 'latency',
      suffix: 'LatencyBudgetBurn',
      budget: budgetOf(latency.objective),
      bad: `take longer than ${latency.seconds} s`,
      total: timed(WINDOW),
      badRequests: binary(timed(WINDOW), '-', within(latency.seconds, WINDOW)),
    },
  ];
}

/** Rounded, because 100 - 99.95 is 0.04999999999999716. */
function budgetOf(objective: number): number {
  return Number(((100 - objective) / 100).toFixed(8));
}
