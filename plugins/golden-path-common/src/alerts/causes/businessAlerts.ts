/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeDuration } from '../../spec/duration';
import { BusinessMetric } from '../../spec/serviceSpec';
import { AlertSpec, plainText } from '../alertRule';
import { binary, call, text } from '../promql';
import { recordingRule } from '../recordingRules';
import { recorded } from '../selectors';
import { AlertSubject } from '../subject';
import { CauseFamily } from './types';

/**
 * Name of the series that a business metric is recorded under.
 *
 * @internal
 */
export function businessSeries(metric: BusinessMetric): string {
  return `service:business_${metric.name}:value`;
}

/**
 * Ending of the names of a business metric's alerts, as `RowsProcessedTooLow`.
 *
 * @internal
 */
export function businessSuffix(
  metric: BusinessMetric,
  side: 'High' | 'Low',
): string {
  const words = metric.name
    .split('_')
    .map(word => word.charAt(0).toLocaleUpperCase('en-US') + word.slice(1));
  return `${words.join('')}Too${side}`;
}

/**
 * Numbers of the service's own that say whether it does its job.
 *
 * @internal
 */
export const businessAlerts: CauseFamily = {
  recordings: subject =>
    subject.spec.business.map(metric =>
      recordingRule(subject, businessSeries(metric), text(metric.promql)),
    ),
  alerts: subject =>
    subject.spec.business.flatMap(metric => [
      ...(metric.alertAbove === undefined
        ? []
        : [alertOf(subject, metric, 'High', metric.alertAbove)]),
      ...(metric.alertBelow === undefined
        ? []
        : [alertOf(subject, metric, 'Low', metric.alertBelow)]),
    ]),
};

function alertOf(
  subject: AlertSubject,
  metric: BusinessMetric,
  side: 'High' | 'Low',
  limit: number,
): AlertSpec {
  const value = recorded(subject, businessSeries(metric));
  const title = plainText(metric.title);
  const service = plainText(subject.title);
  const holds = describeDuration(metric.for);
  return {
    suffix: businessSuffix(metric, side),
    severity: 'warning',
    signal: 'business',
    // A metric that is gone is as low as one can be.
    expression:
      side === 'High'
        ? binary(value, '>', limit)
        : binary(binary(value, '<', limit), 'or', call('absent', value)),
    for: metric.for,
    summary: `${title} of ${service} ${
      side === 'High' ? `is above ${limit}` : `is below ${limit}, or missing`
    }`,
    description:
      side === 'High'
        ? `${title} is {{ $value | humanize }}; above ${limit} for ${holds}.`
        : `${title} has been below ${limit}, or without any value, for ${holds}.`,
  };
}
