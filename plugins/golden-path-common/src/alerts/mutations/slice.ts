/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertingRule } from '../alertRule';
import { RecordingRule } from '../recordingRules';
import { isAlertingRule, RuleGroup } from '../ruleGroups';
import { RuleMutant } from './mutants';

/**
 * A file of promtool's tests, as far as this cuts it.
 *
 * @public
 */
export interface TestDocument {
  tests: Array<{
    input_series: Array<{ series: string; values: string }>;
    alert_rule_test?: Array<{ alertname: string }>;
    promql_expr_test?: Array<{ expr: string }>;
  }>;
}

/**
 * The part of a suite that can tell a mutant from the rule that it was: what reads
 * the rule, what that reads too, and the tests of these. promtool takes most of
 * its time for the rest.
 *
 * @returns the rules to load, and each document that still has tests
 * @public
 */
export function sliceOf<T extends TestDocument>(
  { rule, groups }: RuleMutant,
  documents: readonly T[],
): { groups: RuleGroup[]; documents: T[] } {
  const rules = groups.flatMap(group => group.rules);
  const readers = readersOf(rule, rules);
  const needed = new Set([...readers, ...sourcesOf(readers, rules)]);
  const queries = [...needed, rule].map(({ expr }) => expr).join('\n');
  const alerts = new Set(
    [...readers, rule].filter(isAlertingRule).map(({ alert }) => alert),
  );
  const records = [...readers, rule].flatMap(entry =>
    isAlertingRule(entry) ? [] : [entry.record],
  );
  return {
    groups: groups
      .map(group => ({
        ...group,
        rules: group.rules.filter(entry => needed.has(entry)),
      }))
      .filter(group => group.rules.length > 0),
    documents: documents
      .map(document => ({
        ...document,
        tests: document.tests
          .map(test => ({
            ...test,
            input_series: test.input_series.filter(({ series }) =>
              mentions(queries, metricOf(series)),
            ),
            alert_rule_test: test.alert_rule_test?.filter(({ alertname }) =>
              alerts.has(alertname),
            ),
            promql_expr_test: test.promql_expr_test?.filter(
              ({ expr }) =>
                records.some(record => mentions(expr, record)) ||
                [...alerts].some(alert => expr.includes(`"${alert}"`)),
            ),
          }))
          .filter(
            test =>
              (test.alert_rule_test ?? []).length > 0 ||
              (test.promql_expr_test ?? []).length > 0,
          ),
      }))
      .filter(document => document.tests.length > 0),
  };
}

type Rule = RecordingRule | AlertingRule;

/** Rules whose result may differ: the mutant's own, and what reads it. */
function readersOf(rule: Rule, rules: readonly Rule[]): Set<Rule> {
  const alike = (entry: Rule) =>
    isAlertingRule(rule)
      ? isAlertingRule(entry) && entry.alert.startsWith(rule.alert)
      : !isAlertingRule(entry) && entry.record.startsWith(rule.record);
  const readers = new Set(rules.filter(alike));
  const names = new Set<string>(isAlertingRule(rule) ? [] : [rule.record]);
  // Rules come after what they read, in the group or a later one.
  for (const entry of rules) {
    if ([...names].some(name => mentions(entry.expr, name))) {
      readers.add(entry);
      if (!isAlertingRule(entry)) names.add(entry.record);
    }
  }
  return readers;
}

/** Recorded series that rules read, and what those read. */
function sourcesOf(readers: ReadonlySet<Rule>, rules: readonly Rule[]): Rule[] {
  const sources: Rule[] = [];
  let queries = [...readers].map(({ expr }) => expr).join('\n');
  for (const entry of [...rules].reverse()) {
    if (!isAlertingRule(entry) && mentions(queries, entry.record)) {
      sources.push(entry);
      queries += `\n${entry.expr}`;
    }
  }
  return sources;
}

/** Whether a query reads a metric, and not only one whose name begins so. */
function mentions(query: string, metric: string): boolean {
  for (
    let at = query.indexOf(metric);
    at >= 0;
    at = query.indexOf(metric, at + 1)
  ) {
    const around = [query[at - 1], query[at + metric.length]];
    if (!around.some(letter => letter && /[\w:]/.test(letter))) {
      return true;
    }
  }
  return false;
}

function metricOf(series: string): string {
  return series.split('{')[0];
}
