/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { textAt } from '../access';
import { alerts, prometheusRules, PrometheusRuleView } from '../alertGroups';
import { readSeconds } from '../durations';
import { PromQlSelector } from '../promql';
import { LintRule, LintViolation } from '../types';

/*
 * Alerts and the series that are recorded for them: in time, and over long
 * windows too.
 */

/** Codes of failed requests, in the labels of the mesh and of applications. */
const CODE_LABELS: ReadonlySet<string> = new Set([
  'response_code',
  'code',
  'status',
  'status_code',
  'http_status_code',
  'grpc_response_status',
]);

/** A window that sees a slow burn: the shortest long one of the SRE workbook. */
const LONG_WINDOW = 3600;

/** @internal */
export const recordedInTime: LintRule = {
  id: 'GP-LINT-155',
  severity: 'warning',
  title: 'A series is recorded before an alert reads it, in the same group',
  why: 'Rules of a group run in order: one that comes later, or in another group, adds up to an interval to the time that the alert promises.',
  check: index => {
    const recorders = recordersOf(prometheusRules(index));
    return alerts(index).flatMap(rule =>
      [...new Set(rule.parsed.selectors.flatMap(({ metric }) => metric ?? []))]
        .filter(metric =>
          isLate(
            rule,
            (recorders.get(metric) ?? []).filter(
              ({ object }) => object === rule.object,
            ),
          ),
        )
        .map(metric => ({
          object: rule.object,
          field: `${rule.field}.expr`,
          problem: `of alert '${rule.alert}' reads '${metric}', which is recorded later or in another group`,
          fix: 'Put the recording rule into the same group, before the alert.',
        })),
    );
  },
};

/** @internal */
export const slowBurn: LintRule = {
  id: 'GP-LINT-156',
  severity: 'warning',
  title: 'Who alerts on a threshold of errors alerts on the error budget too',
  why: 'At 99.9 percent a steady 1.9 percent of errors stays under every threshold and empties a month of budget in 38 hours.',
  check: index => {
    const rules = prometheusRules(index);
    const recorders = recordersOf(rules);
    const violations: LintViolation[] = [];
    const done = new Set<unknown>();
    for (const rule of rules) {
      if (rule.alert === undefined || done.has(rule.object)) {
        continue;
      }
      const own = rules.filter(
        ({ object, alert }) => object === rule.object && alert !== undefined,
      );
      done.add(rule.object);
      const onErrors = own.find(candidate =>
        reads(candidate, recorders, asksForFailures),
      );
      if (
        onErrors &&
        !own.some(candidate =>
          reads(
            candidate,
            recorders,
            ({ range }) => (range ?? 0) >= LONG_WINDOW,
          ),
        )
      ) {
        violations.push({
          object: rule.object,
          field: `${onErrors.field}.expr`,
          problem: `of alert '${onErrors.alert}' knows a short window only, and no alert a long one`,
          fix: 'Add alerts on the burn rate over 1h and 5m, and 6h and 30m.',
        });
      }
    }
    return violations;
  },
};

function recordersOf(
  rules: readonly PrometheusRuleView[],
): Map<string, PrometheusRuleView[]> {
  const recorders = new Map<string, PrometheusRuleView[]>();
  for (const rule of rules) {
    if (rule.record !== undefined) {
      const own = recorders.get(rule.record);
      if (own) {
        own.push(rule);
      } else {
        recorders.set(rule.record, [rule]);
      }
    }
  }
  return recorders;
}

/**
 * Whether an alert sees a series too late: in the same group always, from another
 * one where the delay is more than a quarter of the time that it holds for.
 */
function isLate(
  alert: PrometheusRuleView,
  recorders: readonly PrometheusRuleView[],
): boolean {
  const seconds = readSeconds(textAt(alert.fields, 'for')) ?? 0;
  return (
    recorders.length > 0 &&
    recorders.every(({ group, position, interval }) =>
      group === alert.group
        ? position > alert.position
        : interval * 4 > seconds,
    )
  );
}

function asksForFailures({ matchers }: PromQlSelector): boolean {
  return matchers.some(
    ({ label, operator, value }) =>
      CODE_LABELS.has(label) && operator.startsWith('=') && value.includes('5'),
  );
}

/** Whether a rule reads such a series, itself or through what is recorded. */
function reads(
  rule: PrometheusRuleView,
  recorders: ReadonlyMap<string, readonly PrometheusRuleView[]>,
  isSuch: (selector: PromQlSelector) => boolean,
  seen = new Set<PrometheusRuleView>(),
): boolean {
  if (seen.has(rule)) {
    return false;
  }
  seen.add(rule);
  return rule.parsed.selectors.some(
    selector =>
      isSuch(selector) ||
      (recorders.get(selector.metric ?? '') ?? []).some(
        recorder =>
          recorder.object === rule.object &&
          reads(recorder, recorders, isSuch, seen),
      ),
  );
}

/** @internal */
export const recordedSeriesRules = [recordedInTime, slowBurn];
