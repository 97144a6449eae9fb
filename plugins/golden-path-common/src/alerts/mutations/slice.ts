/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertingRule } from '../alertRule';
import { RecordingRule } from '../recordingRules';
import { isAlertingRule, RuleGroup } from '../ruleGroups';
import { metricsOf } from './mutateQuery';
import { RuleMutant } from './mutants';

/**
 * A file of promtool's tests, as far as this cuts it.
 *
 * @internal
 */
export interface TestDocument {
  tests: Array<{
    input_series: Array<{ series: string; values?: string }>;
    alert_rule_test?: Array<{
      alertname: string;
      exp_alerts?: Array<{ exp_labels: Record<string, string> }>;
    }>;
    promql_expr_test?: Array<{ expr: string }>;
  }>;
}

/**
 * A file with one test, and the rules that it needs.
 *
 * @internal
 */
export interface TestSlice<T extends TestDocument> {
  groups: RuleGroup[];
  document: T;
}

/**
 * The tests that can tell a mutant from the rule that it was, each with what it
 * needs: what reads the rule, what that reads too, and series for these. promtool
 * takes most of its time for the rest.
 *
 * @internal
 */
export function slicesOf<T extends TestDocument>(
  mutant: Pick<RuleMutant, 'rule' | 'groups' | 'isText'>,
  documents: readonly T[],
): Array<TestSlice<T>> {
  const { rule, groups } = mutant;
  const rules = groups.flatMap(group => group.rules);
  const readers = readersOf(rule, rules);
  const sources = sourcesOf(readers, rules);
  return documents.flatMap(document =>
    document.tests.flatMap(test => {
      const checks = checksOf(mutant, readers, test);
      const { live, metrics } = liveIn(test, [...sources, ...readers, rule]);
      // A series that is not recorded in a test is not tested by it.
      if (!checks || !(isAlertingRule(rule) || live.has(rule))) {
        return [];
      }
      const isNeeded = (entry: Rule) =>
        readers.has(entry)
          ? isAlertingRule(entry) || isLive(entry, metrics)
          : sources.has(entry) && live.has(entry);
      const needed = rules.filter(isNeeded);
      const read = new Set(
        [...needed, rule].flatMap(({ expr }) => metricsOf(expr)),
      );
      return [
        {
          groups: groups
            .map(group => ({
              ...group,
              rules: group.rules.filter(entry => needed.includes(entry)),
            }))
            .filter(group => group.rules.length > 0),
          document: {
            ...document,
            tests: [
              {
                ...test,
                ...checks,
                input_series: test.input_series.filter(({ series }) =>
                  read.has(metricOf(series)),
                ),
              },
            ],
          },
        },
      ];
    }),
  );
}

type Rule = RecordingRule | AlertingRule;
type Test = TestDocument['tests'][number];

/** The checks of a test that the mutant may fail; undefined if there is none. */
function checksOf(
  { rule, isText }: Pick<RuleMutant, 'rule' | 'isText'>,
  readers: ReadonlySet<Rule>,
  test: Test,
) {
  const affected = [...readers, rule];
  const alerts = affected.filter(isAlertingRule).map(({ alert }) => alert);
  const records = affected.flatMap(entry =>
    isAlertingRule(entry) ? [] : [entry.record],
  );
  const { alert_rule_test: ofAlerts = [], promql_expr_test: ofValues = [] } =
    test;
  const checks = isText
    ? {
        alert_rule_test: firstTelling(ofAlerts, rule),
        promql_expr_test: [],
      }
    : {
        alert_rule_test: ofAlerts.filter(({ alertname }) =>
          alerts.includes(alertname),
        ),
        promql_expr_test: ofValues.filter(({ expr }) => {
          const metrics = metricsOf(expr);
          return (
            records.some(record => metrics.includes(record)) ||
            alerts.some(alert => expr.includes(`"${alert}"`))
          );
        }),
      };
  const count = checks.alert_rule_test.length + checks.promql_expr_test.length;
  return count > 0 ? checks : undefined;
}

/** What a rule says shows at the first moment at which it is written out. */
function firstTelling(
  checks: NonNullable<Test['alert_rule_test']>,
  rule: Rule,
) {
  const telling = checks.find(
    ({ alertname, exp_alerts: expected = [] }) =>
      isAlertingRule(rule) &&
      alertname === rule.alert &&
      expected.some(
        ({ exp_labels: labels }) => labels.severity === rule.labels.severity,
      ),
  );
  return telling ? [telling] : [];
}

/**
 * Rules that record something in a test, since it has all that they read.
 *
 * @returns them, and all metrics that there are then
 */
function liveIn(test: Test, rules: readonly Rule[]) {
  const metrics = new Set(
    test.input_series.map(({ series }) => metricOf(series)),
  );
  const live = new Set<Rule>();
  for (const entry of rules) {
    if (!isAlertingRule(entry) && isLive(entry, metrics)) {
      live.add(entry);
      metrics.add(entry.record);
    }
  }
  return { live, metrics };
}

function isLive({ expr }: Rule, metrics: ReadonlySet<string>): boolean {
  return metricsOf(expr).every(metric => metrics.has(metric));
}

/** Rules whose result may differ: the mutant's own, and what reads it. */
function readersOf(rule: Rule, rules: readonly Rule[]): Set<Rule> {
  const alike = (entry: Rule) =>
    isAlertingRule(rule)
      ? isAlertingRule(entry) && entry.alert.startsWith(rule.alert)
      : !isAlertingRule(entry) && entry.record.startsWith(rule.record);
  const readers = new Set(rules.filter(alike));
  const names = new Set(isAlertingRule(rule) ? [] : [rule.record]);
  // Rules come after what they read, in the group or a later one.
  for (const entry of rules) {
    if (metricsOf(entry.expr).some(metric => names.has(metric))) {
      readers.add(entry);
      if (!isAlertingRule(entry)) names.add(entry.record);
    }
  }
  return readers;
}

/** Recorded series that rules read, and what those read, in their order. */
function sourcesOf(
  readers: ReadonlySet<Rule>,
  rules: readonly Rule[],
): Set<Rule> {
  const read = new Set([...readers].flatMap(({ expr }) => metricsOf(expr)));
  const sources: Rule[] = [];
  for (const entry of [...rules].reverse()) {
    if (!isAlertingRule(entry) && read.has(entry.record)) {
      sources.push(entry);
      metricsOf(entry.expr).forEach(metric => read.add(metric));
    }
  }
  return new Set(sources.reverse());
}

function metricOf(series: string): string {
  return series.split('{')[0];
}
