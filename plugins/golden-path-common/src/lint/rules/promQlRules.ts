/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { prometheusRules } from '../alertGroups';
import { textAt } from '../access';
import { readSeconds } from '../durations';
import type { ObjectIndex } from '../ObjectIndex';
import { queries, selectorViolations } from '../queries';
import { LintRule } from '../types';
import { isMisspelled, ISTIO_LABELS } from '../wellKnownMetrics';

/*
 * Queries of rules, dashboards and analyses: whether each series that they ask for
 * can exist. A query for one that does not is no error to Prometheus; the alert is
 * just quiet for ever, and the panel empty.
 */

/** @internal */
export const promQlSyntax: LintRule = {
  id: 'GP-LINT-140',
  severity: 'error',
  title: 'Every expression is PromQL',
  why: 'Prometheus refuses the whole file, and with it the rules that were right.',
  check: index =>
    queries(index).flatMap(({ object, field, part, expr, parsed }) =>
      parsed.fault === undefined
        ? []
        : {
            object,
            field,
            problem: `${part ? `${part} ` : ''}is no PromQL at '${excerpt(
              expr,
              parsed.fault,
            )}'`,
            fix: 'Correct the expression; promtool check rules says more.',
          },
    ),
};

/** @internal */
export const promQlRecorded: LintRule = {
  id: 'GP-LINT-141',
  severity: 'error',
  title: 'Every recorded series that is read is recorded',
  why: 'There is no such series: the alert can never fire, the panel stays empty.',
  check: index => {
    if (!index.isComplete) {
      return [];
    }
    const recorded = new Set([
      ...prometheusRules(index).flatMap(({ record }) => record ?? []),
      ...(index.facts.prometheus?.metrics ?? []),
    ]);
    return selectorViolations(index, ({ metric }) =>
      metric?.includes(':') && !recorded.has(metric)
        ? {
            problem: `reads '${metric}', which no rule records`,
            fix: 'Add the recording rule, or correct the name.',
          }
        : undefined,
    );
  },
};

/** @internal */
export const promQlMetric: LintRule = {
  id: 'GP-LINT-142',
  severity: 'error',
  title: 'Every series of a known exporter is one that it exports',
  why: 'There is no such series: the alert can never fire, the panel stays empty.',
  check: index => {
    const known = new Set(index.facts.prometheus?.metrics);
    return selectorViolations(index, ({ metric, matchers }) => {
      if (metric === undefined || known.has(metric)) {
        return undefined;
      }
      if (isMisspelled(metric)) {
        return {
          problem: `reads '${metric}', which its exporter does not have`,
          fix: 'Correct the name of the series.',
        };
      }
      const wrong = metric.startsWith('istio_')
        ? matchers.find(({ label }) => isNoIstioLabel(label))
        : undefined;
      return wrong
        ? {
            problem: `asks '${metric}' for label '${wrong.label}', which it does not have`,
            fix: "Use a label of Istio's standard metrics, as destination_service_name.",
          }
        : undefined;
    });
  },
};

/** @internal */
export const promQlReporter: LintRule = {
  id: 'GP-LINT-145',
  severity: 'warning',
  title: 'Every query of a mesh metric says who reports',
  why: 'Both proxies report a request: without the label it counts twice.',
  check: index =>
    selectorViolations(index, ({ metric, matchers, within }) =>
      metric !== undefined &&
      /^istio_(request|response|tcp)/.test(metric) &&
      !matchers.some(({ label }) => label === 'reporter') &&
      !within.some(name => name.startsWith('absent'))
        ? {
            problem: `reads '${metric}' from both ends of a request`,
            fix: 'Add reporter="source" for errors, reporter="destination" for times.',
          }
        : undefined,
    ),
};

/** @internal */
export const promQlBucket: LintRule = {
  id: 'GP-LINT-146',
  severity: 'warning',
  title: 'No query takes a bucket by an equal le',
  why: 'Prometheus 3 writes le="1000" as le="1000.0": what matched before is gone.',
  check: index =>
    selectorViolations(index, ({ matchers }) => {
      const equal = matchers.find(
        ({ label, operator, value }) =>
          label === 'le' && operator === '=' && value !== '+Inf',
      );
      return equal
        ? {
            problem: `takes the bucket le="${equal.value}" by equality`,
            fix: `Write le=~"${equal.value.replace(/\.0$/, '')}(\\\\.0)?".`,
          }
        : undefined;
    }),
};

/** @internal */
export const promQlWindow: LintRule = {
  id: 'GP-LINT-147',
  severity: 'error',
  title: 'Every window of a rate holds at least two scrapes',
  why: 'A rate needs two values: in a shorter window there is none, and the result is empty.',
  check: index => {
    const slowest = slowestScrape(index);
    return selectorViolations(index, ({ range, within, metric }) =>
      slowest !== undefined &&
      range !== undefined &&
      range < 2 * slowest &&
      /^(rate|irate|increase|delta|deriv)$/.test(
        within[within.length - 1] ?? '',
      )
        ? {
            problem: `reads ${range} s of '${metric}', which is scraped every ${slowest} s`,
            fix: `Take a window of at least ${4 * slowest} s.`,
          }
        : undefined,
    );
  },
};

/** Labels of the scrape itself come on top of the proxy's own. */
function isNoIstioLabel(label: string): boolean {
  return (
    /^(source|destination|request|response|connection)_/.test(label) &&
    !ISTIO_LABELS.has(label)
  );
}

function slowestScrape(index: ObjectIndex): number | undefined {
  const intervals = index.ofKind('ServiceMonitor').flatMap(({ manifest }) => {
    const endpoints = manifest.spec as { endpoints?: unknown } | undefined;
    return Array.isArray(endpoints?.endpoints)
      ? endpoints.endpoints.flatMap(
          endpoint => readSeconds(textAt(endpoint, 'interval')) ?? [],
        )
      : [];
  });
  return intervals.length > 0 ? Math.max(...intervals) : undefined;
}

function excerpt(expression: string, offset: number): string {
  const text = expression.slice(Math.max(0, offset - 12), offset + 12).trim();
  return text === '' ? expression.slice(0, 24) : text;
}

/** @internal */
export const promQlRules = [
  promQlSyntax,
  promQlRecorded,
  promQlMetric,
  promQlReporter,
  promQlBucket,
  promQlWindow,
];
