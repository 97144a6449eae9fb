/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestValue } from '../../render/types';
import { AlertingRule } from '../alertRule';
import { isAlertingRule, RuleGroup } from '../ruleGroups';
import { evalTime } from './samples';
import {
  AlertCheck,
  expandAnnotations,
  Scenario,
  selectorOf,
  ValueCheck,
} from './scenario';

/**
 * A file for `promtool test rules`, as a document.
 *
 * promtool evaluates every rule of the files at every step of every test, which
 * is all that it takes time for. So scenarios that have nothing to do with each
 * other happen at the same time, in one test.
 *
 * @param options - `step` is the time between two samples and two evaluations, in
 *   seconds; `evaluate` the latter, if they differ
 */
export function testFile(options: {
  rules: string;
  groups: readonly RuleGroup[];
  scenarios: readonly Scenario[];
  step: number;
  evaluate?: string;
}): { [field: string]: ManifestValue } {
  const { rules, groups, scenarios, step } = options;
  const alerts = groups.flatMap(group => group.rules.filter(isAlertingRule));
  const ruleOf = new Map(
    alerts.map(rule => [`${rule.alert} ${rule.labels.severity}`, rule]),
  );
  const shown = new Set<string>();
  return {
    rule_files: [rules],
    evaluation_interval: options.evaluate ?? evalTime(step),
    tests: together(scenarios).map(parts => {
      const alertTests: ManifestValue[] = [];
      const valueTests: ManifestValue[] = [];
      for (const check of parts.flatMap(({ checks }) => checks)) {
        if (isShown(check, shown)) {
          valueTests.push(countTest(check));
        } else {
          alertTests.push(alertTest(ruleOf, check));
        }
      }
      for (const check of parts.flatMap(({ values }) => values ?? [])) {
        valueTests.push(valueTest(check));
      }
      return {
        name: parts.map(({ sentence }) => sentence).join('; '),
        interval: evalTime(step),
        input_series: inputsOf(parts),
        alert_rule_test: listOrNothing(alertTests),
        promql_expr_test: listOrNothing(valueTests),
      };
    }),
  };
}

/**
 * Whether all that a check expects to fire has been written out before, with its
 * labels and texts. Once is enough: after that, it counts that it fires.
 *
 * @param shown - what has been; the check's are added
 */
function isShown({ alert, firing }: AlertCheck, shown: Set<string>): boolean {
  let isKnown = firing.length > 0;
  for (const { severity, labels = {} } of firing) {
    const key = [alert, severity, ...Object.values(labels)].join(' ');
    isKnown = isKnown && shown.has(key);
    shown.add(key);
  }
  return isKnown;
}

/**
 * Each scenario with the first others that it does not disturb: they have no alert
 * and no metric in common, or the very same series of it.
 */
function together(scenarios: readonly Scenario[]): Scenario[][] {
  const tests: Array<{ claims: Map<string, string>; parts: Scenario[] }> = [];
  for (const scenario of scenarios) {
    const claims = claimsOf(scenario);
    const fits = (known: ReadonlyMap<string, string>) =>
      [...claims].every(
        ([name, claim]) => !known.has(name) || known.get(name) === claim,
      );
    let test = tests.find(known => fits(known.claims));
    if (!test) {
      test = { claims: new Map(), parts: [] };
      tests.push(test);
    }
    for (const [name, claim] of claims) test.claims.set(name, claim);
    test.parts.push(scenario);
  }
  return tests.map(({ parts }) => parts);
}

/** What a scenario says of metrics and alerts, as texts to compare. */
function claimsOf(scenario: Scenario): Map<string, string> {
  const { sentence, series, affects = [], checks } = scenario;
  const claims = new Map<string, string>();
  for (const { metric, labels, values } of series) {
    const known = claims.get(metric) ?? '';
    claims.set(metric, `${known}${Object.values(labels).join()} ${values};`);
  }
  for (const name of affects) claims.set(name, sentence);
  for (const { alert } of checks) claims.set(alert, sentence);
  return claims;
}

/** The series of several scenarios, those that they share once. */
function inputsOf(parts: readonly Scenario[]): ManifestValue[] {
  const inputs = new Map<string, string>();
  for (const part of parts) {
    for (const { metric, labels, values } of part.series) {
      inputs.set(selectorOf(metric, labels), values);
    }
  }
  return Array.from(inputs, ([series, values]) => ({ series, values }));
}

function alertTest(
  ruleOf: ReadonlyMap<string, AlertingRule>,
  { at, alert, firing }: AlertCheck,
): ManifestValue {
  return {
    eval_time: evalTime(at),
    alertname: alert,
    exp_alerts: firing.map(expected => {
      const rule = ruleOf.get(`${alert} ${expected.severity}`)!;
      return {
        exp_labels: { ...rule.labels, ...expected.labels },
        exp_annotations: expandAnnotations(rule, expected),
      };
    }),
  };
}

/** Prometheus keeps a series of each alert that fires. */
function countTest({ at, alert, firing }: AlertCheck): ManifestValue {
  const labels = new Set(
    firing.flatMap(entry => Object.keys(entry.labels ?? {})),
  );
  const by = ['severity', ...labels].join(', ');
  return {
    eval_time: evalTime(at),
    expr: `count by (${by}) (ALERTS{alertname=${JSON.stringify(
      alert,
    )}, alertstate="firing"})`,
    exp_samples: firing.map(entry => ({
      labels: selectorOf('', { severity: entry.severity, ...entry.labels }),
      value: 1,
    })),
  };
}

function valueTest({ at, expr, samples }: ValueCheck): ManifestValue {
  return {
    eval_time: evalTime(at),
    expr,
    exp_samples: samples.map(sample => ({ ...sample })),
  };
}

function listOrNothing(list: ManifestValue[]): ManifestValue[] | undefined {
  return list.length > 0 ? list : undefined;
}
