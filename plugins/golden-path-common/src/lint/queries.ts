/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { listAt, textAt, textMapAt } from './access';
import { prometheusRules } from './alertGroups';
import type { ObjectIndex } from './ObjectIndex';
import { ParsedPromQl, parsePromQl, PromQlSelector } from './promql';
import { LintObject, LintViolation } from './types';

/** A query of PromQL, wherever it stands. */
export interface Query {
  object: LintObject;
  /** Path of the text in the object. */
  field: string;
  /** Which of several queries in one text, as "of panel 'Requests'". */
  part?: string;
  expr: string;
  parsed: ParsedPromQl;
}

/** Label by which Grafana's sidecar finds dashboards. */
const DASHBOARD_LABEL = 'grafana_dashboard';

/** Grafana fills these in; any duration does for reading the rest. */
const GRAFANA_DURATION =
  /\$(__rate_interval|__interval|__range)\b|\$\{__(rate_interval|interval|range)\}/g;

const QUERIES = new WeakMap<ObjectIndex, readonly Query[]>();

/**
 * Every query of the objects: of rules, of dashboards, and of the analyses of
 * Rollouts.
 */
export function queries(index: ObjectIndex): readonly Query[] {
  let found = QUERIES.get(index);
  if (!found) {
    found = [
      ...prometheusRules(index).map(({ object, field, expr, parsed }) => ({
        object,
        field: `${field}.expr`,
        expr,
        parsed,
      })),
      ...index.ofKind('AnalysisTemplate').flatMap(analysisQueries),
      ...index.ofKind('ConfigMap').flatMap(dashboardQueries),
    ];
    QUERIES.set(index, found);
  }
  return found;
}

/** Asks each selector of each query what is wrong with it. */
export function selectorViolations(
  index: ObjectIndex,
  problemOf: (
    selector: PromQlSelector,
  ) => { problem: string; fix: string } | undefined,
): LintViolation[] {
  const violations: LintViolation[] = [];
  for (const { object, field, part, parsed } of queries(index)) {
    const seen = new Set<string>();
    for (const selector of parsed.selectors) {
      const found = problemOf(selector);
      // One selector often stands on both sides of an operator.
      if (found && !seen.has(found.problem)) {
        seen.add(found.problem);
        violations.push({
          object,
          field,
          problem: part ? `${part} ${found.problem}` : found.problem,
          fix: found.fix,
        });
      }
    }
  }
  return violations;
}

function analysisQueries(object: LintObject): Query[] {
  return listAt(object.manifest, 'spec', 'metrics').flatMap((metric, i) => {
    const expr = textAt(metric, 'provider', 'prometheus', 'query');
    return expr === undefined
      ? []
      : {
          object,
          field: `spec.metrics[${i}].provider.prometheus.query`,
          expr,
          parsed: parsePromQl(expr),
        };
  });
}

function dashboardQueries(object: LintObject): Query[] {
  if (object.labels[DASHBOARD_LABEL] === undefined) {
    return [];
  }
  return Object.entries(textMapAt(object.manifest, 'data')).flatMap(
    ([key, text]) =>
      panelsOf(parseJson(text)).flatMap(panel =>
        listAt(panel, 'targets').flatMap(target => {
          const expr = textAt(target, 'expr')?.replace(GRAFANA_DURATION, '5m');
          return expr === undefined
            ? []
            : {
                object,
                field: `data[${JSON.stringify(key)}]`,
                part: `of panel '${textAt(panel, 'title') ?? ''}'`,
                expr,
                parsed: parsePromQl(expr),
              };
        }),
      ),
  );
}

/** Panels, and those that a row hides. */
function panelsOf(dashboard: unknown): unknown[] {
  return listAt(dashboard, 'panels').flatMap(panel => [
    panel,
    ...panelsOf(panel),
  ]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Grafana says so itself; there are no queries to look at.
    return undefined;
  }
}
