/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { textAt, textMapAt } from '../access';
import { alerts, PrometheusRuleView } from '../alertGroups';
import { readSeconds } from '../durations';
import { ABSENCE, AGGREGATIONS, PromQlSelector } from '../promql';
import { LintRule } from '../types';

/*
 * Alerts: whether somebody is told what is wrong, in time, and no more often than
 * that.
 */

/** Series of which an alert asks whether something is there at all. */
const PRESENCE =
  /^(up|probe_success|kube_\w+_status_replicas(_available|_ready)?|\w*:available_replicas:\w+)$/;

/** @internal */
export const alertTells: LintRule = {
  id: 'GP-LINT-150',
  severity: 'error',
  title: 'Every alert has a severity, a summary and a runbook',
  why: 'Whoever is woken must know how bad it is, what it is and what to do first.',
  check: index =>
    alerts(index).flatMap(({ object, field, alert, fields }) => {
      const labels = textMapAt(fields, 'labels');
      const annotations = textMapAt(fields, 'annotations');
      const missing = [
        ...(labels.severity ? [] : ['labels.severity']),
        ...(annotations.summary ? [] : ['annotations.summary']),
        ...(annotations.runbook_url ? [] : ['annotations.runbook_url']),
      ];
      return missing.map(name => ({
        object,
        field: `${field}.${name}`,
        problem: `is missing in alert '${alert}'`,
        fix:
          name === 'annotations.runbook_url'
            ? 'Link to the section of the runbook that is about this alert.'
            : 'Add it.',
      }));
    }),
};

/** @internal */
export const alertHolds: LintRule = {
  id: 'GP-LINT-151',
  severity: 'warning',
  title: 'An alert holds for at least two evaluation intervals',
  why: 'One bad sample is noise; and with a slow interval the alert comes later than it says.',
  check: index =>
    alerts(index).flatMap(({ object, field, alert, fields, interval }) => {
      const seconds = readSeconds(textAt(fields, 'for'));
      return seconds === undefined || seconds === 0 || seconds >= 2 * interval
        ? []
        : {
            object,
            field: `${field}.for`,
            problem: `of alert '${alert}' is ${seconds} s, but the rule is looked at every ${interval} s`,
            fix: `Hold for ${
              2 * interval
            } s, or set the interval of the group to ${Math.floor(
              seconds / 2,
            )} s and scrape as often.`,
          };
    }),
};

/** @internal */
export const alertPerService: LintRule = {
  id: 'GP-LINT-152',
  severity: 'warning',
  title: 'An alert that a target is down is about the service, not one pod',
  why: 'One pod that restarts pages somebody, though the others answer.',
  check: index =>
    alerts(index).flatMap(({ object, field, alert, parsed }) =>
      parsed.selectors.some(
        ({ metric, within }) =>
          (metric === 'up' || metric === 'probe_success') &&
          !within.some(
            name =>
              AGGREGATIONS.has(name.toLocaleLowerCase('en-US')) ||
              ABSENCE.has(name),
          ),
      )
        ? {
            object,
            field: `${field}.expr`,
            problem: `of alert '${alert}' asks each target for itself`,
            fix: 'Count the replicas that are available, or take the sum over the service.',
          }
        : [],
    ),
};

/** @internal */
export const alertOnAbsence: LintRule = {
  id: 'GP-LINT-153',
  severity: 'warning',
  title: 'An alert that something is down fires also when its series is gone',
  why: 'A Deployment that was deleted and a target that left the list have no series: nothing equals zero.',
  check: index => {
    const all = alerts(index);
    const watched = new Set(
      all.flatMap(({ parsed }) =>
        parsed.selectors.filter(isAbsence).map(identityOf),
      ),
    );
    return all.flatMap(({ object, field, alert, expr, parsed }) => {
      const selector = parsed.selectors.find(
        candidate =>
          PRESENCE.test(candidate.metric ?? '') && !isAbsence(candidate),
      );
      return selector &&
        /(==|<)\s*(bool\s*)?[01]\b/.test(expr) &&
        !watched.has(identityOf(selector))
        ? {
            object,
            field: `${field}.expr`,
            problem: `of alert '${alert}' says nothing when '${selector.metric}' is gone`,
            fix: `Add 'or absent(${selector.metric}{…})'.`,
          }
        : [];
    });
  },
};

/** @internal */
export const alertNamedApart: LintRule = {
  id: 'GP-LINT-154',
  severity: 'warning',
  title: 'Alerts of different services have different names',
  why: "The chart's own inhibition goes by namespace and name: the critical alert of one service mutes the warning of another.",
  check: index => {
    const owners = new Map<string, PrometheusRuleView>();
    return alerts(index).flatMap(rule => {
      const { object, field, alert, fields } = rule;
      const key = `${object.namespace}/${alert}`;
      const first = owners.get(key);
      if (!first) {
        owners.set(key, rule);
        return [];
      }
      const service = textAt(fields, 'labels', 'service');
      const other = textAt(first.fields, 'labels', 'service');
      return service === other
        ? []
        : {
            object,
            field: `${field}.alert`,
            problem: `is '${alert}' for service '${service}', and for '${other}' too`,
            fix: 'Begin the name with that of the service, as ApiGatewayDown.',
          };
    });
  },
};

function isAbsence({ within }: PromQlSelector): boolean {
  return within.some(name => ABSENCE.has(name));
}

/** Two selectors ask for the same series if they say the same. */
function identityOf({ metric, matchers }: PromQlSelector): string {
  const conditions = matchers
    .map(({ label, operator, value }) => `${label}${operator}${value}`)
    .sort();
  return `${metric}{${conditions.join(',')}}`;
}

/** @internal */
export const alertRules = [
  alertTells,
  alertHolds,
  alertPerService,
  alertOnAbsence,
  alertNamedApart,
];
