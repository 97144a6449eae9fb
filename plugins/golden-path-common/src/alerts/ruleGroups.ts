/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertingRule } from './alertRule';
import { alertingRules } from './alertingRules';
import { causeAlerts, causeRecordings } from './causes';
import { RecordingRule, recordingRules } from './recordingRules';
import { sloRules, slowSloRules } from './slo/sloRules';
import { AlertSubject, isServingWorkload } from './subject';

/**
 * A group of rules as Prometheus reads it: its rules are evaluated one after
 * another, so that an alert sees what was recorded just before.
 *
 * @public
 */
export interface RuleGroup {
  name: string;
  interval: string;
  rules: Array<RecordingRule | AlertingRule>;
}

/**
 * The groups of a service's rules; those that do not apply are left out.
 *
 * - `<name>.rules`: the eight alerts and all that they read, in one group, because
 *   a group more would add up to an interval of delay;
 * - `<name>.causes`: why it is ill, or will be;
 * - `<name>.slo`, `<name>.slo.slow`: error budgets, the slow one with the windows
 *   that read days of samples.
 *
 * @param evaluationInterval - of the eight alerts, as `15s`
 * @public
 */
export function ruleGroups(
  subject: AlertSubject,
  evaluationInterval: string,
): RuleGroup[] {
  const { name } = subject;
  const groups: RuleGroup[] = [
    {
      name: `${name}.rules`,
      interval: evaluationInterval,
      rules: isServingWorkload(subject)
        ? [...recordingRules(subject), ...alertingRules(subject)]
        : [],
    },
    {
      name: `${name}.causes`,
      interval: '1m',
      rules: [...causeRecordings(subject), ...causeAlerts(subject)],
    },
    { name: `${name}.slo`, interval: '1m', rules: sloRules(subject) },
    {
      name: `${name}.slo.slow`,
      // Less than the five minutes for which Prometheus looks back.
      interval: '3m',
      rules: slowSloRules(subject),
    },
  ];
  return groups.filter(({ rules }) => rules.length > 0);
}

/** @internal */
export function isAlertingRule(
  rule: RecordingRule | AlertingRule,
): rule is AlertingRule {
  return 'alert' in rule;
}
