/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from './fc';
import { LATENCY_BUCKETS_MILLISECONDS } from '../../spec/latencyBuckets';
import { compact, hundredths, maybe, nastyTitle, whole } from './texts';

/** Seconds of an alert's `for`, twice the longest look of Prometheus at least. */
const hold = () =>
  fc.oneof(
    whole(30, 900).map(seconds => `${seconds}s`),
    whole(1, 30).map(minutes => `${minutes}m`),
    fc.constant('1h'),
  );

/** Two thresholds, the warning below the critical one. */
const thresholds = (steps: readonly number[]) =>
  fc
    .record({
      pair: fc.uniqueArray(fc.constantFrom(...steps), {
        minLength: 2,
        maxLength: 2,
      }),
      criticalFor: maybe(hold()),
      warningFor: maybe(hold()),
    })
    .map(({ pair, criticalFor, warningFor }) => ({
      critical: compact({ threshold: Math.max(...pair), for: criticalFor }),
      warning: compact({ threshold: Math.min(...pair), for: warningFor }),
    }));

const down = () =>
  fc
    .record({ warning: whole(30, 120), more: whole(1, 300) })
    .map(({ warning, more }) => ({
      critical: { for: `${warning + more}s` },
      warning: { for: `${warning}s` },
    }));

/** Overrides of the eight alerts. */
export const alerts = () =>
  fc
    .record({
      down: maybe(down()),
      errors: maybe(thresholds([0.01, 0.03, 0.07, 0.11, 0.5, 0.99])),
      latency: maybe(thresholds([0.25, 0.5, 1, 1.7, 3, 30])),
      resources: maybe(thresholds([0.5, 0.61, 0.75, 0.83, 0.97])),
    })
    .map(overrides => ({ overrides: compact(overrides) }));

/** Objectives. */
export const slo = () =>
  fc
    .record({
      availability: maybe(hundredths(90, 99.99)),
      latency: maybe(
        fc
          .record({
            seconds: maybe(
              fc
                .constantFrom(...LATENCY_BUCKETS_MILLISECONDS)
                .map(edge => edge / 1000),
            ),
            objective: maybe(hundredths(90, 99.99)),
          })
          .map(compact),
      ),
      windowDays: maybe(whole(7, 90)),
    })
    .map(compact);

/** Business metrics, with names of their own. */
export const business = () =>
  fc.uniqueArray(
    fc
      .record({
        name: fc.constantFrom('orders', 'rows_processed', 'y', 'a1_b2_c3'),
        title: nastyTitle(),
        promql: fc.constantFrom(
          'sum(rate(shop_orders_total[5m]))',
          'sum by (state) (increase(etl_rows_total{job!~"a|b"}[1h]))',
          'histogram_quantile(0.9, sum by (le) (rate(shop_wait_seconds_bucket[5m])))',
          '1 - avg_over_time(shop_open[10m])',
        ),
        unit: maybe(fc.constantFrom('reqps', 'percentunit', 'currencyEUR')),
        below: maybe(whole(-50, 50)),
        above: maybe(whole(51, 500)),
        // Its group is looked at once a minute; shorter ones the linter warns of.
        for: maybe(whole(2, 30).map(minutes => `${minutes}m`)),
      })
      .map(({ below, above, ...metric }) =>
        compact({ ...metric, alertBelow: below, alertAbove: above }),
      ),
    { maxLength: 3, selector: metric => metric.name },
  );
