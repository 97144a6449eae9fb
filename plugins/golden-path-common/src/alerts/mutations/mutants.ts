/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertingRule } from '../alertRule';
import { RecordingRule } from '../recordingRules';
import { isAlertingRule, RuleGroup } from '../ruleGroups';
import { mutateQuery } from './mutateQuery';
import { otherDurations } from './otherDurations';

/**
 * Rules of a service with one mistake.
 *
 * @internal
 */
export interface RuleMutant {
  /** Where and what, as `ShopDown (critical): for 1m becomes 120s`. */
  description: string;
  /** Name of the group that differs. */
  group: string;
  /** Whether it fires when it should, and says something else. */
  isText: boolean;
  /** Why it means the same as the rule, if it does. */
  equivalent?: string;
  /** The rule that differs, as it was. */
  rule: RecordingRule | AlertingRule;
  groups: RuleGroup[];
}

/**
 * Makes one mistake after another in rules: in a threshold, a duration, a
 * selector, a unit, an operator, in what stands in for no data, in labels and in
 * texts. A test that lets one of them pass does not test the rule.
 *
 * Changes after which a rule means the same are marked. Left out are queries of
 * business metrics: what they read is nobody's to test but their author's.
 *
 * @internal
 */
export function ruleMutants(groups: readonly RuleGroup[]): RuleMutant[] {
  return groups.flatMap((group, groupIndex) =>
    group.rules.flatMap((rule, ruleIndex) =>
      mutantsOf(rule).map(
        ({ description, mutated, isText = false, equivalent }) => ({
          description: `${nameOf(rule)}: ${description}`,
          equivalent,
          group: group.name,
          isText,
          rule,
          groups: groups.map((entry, index) =>
            index === groupIndex
              ? {
                  ...entry,
                  rules: entry.rules.flatMap((other, position) =>
                    position === ruleIndex ? mutated : [other],
                  ),
                }
              : entry,
          ),
        }),
      ),
    ),
  );
}

interface Mutation {
  description: string;
  equivalent?: string;
  isText?: boolean;
  /** Empty where the rule is gone. */
  mutated: Array<RecordingRule | AlertingRule>;
}

function mutantsOf(rule: RecordingRule | AlertingRule): Mutation[] {
  if (isBusinessRecording(rule)) {
    return [];
  }
  return [
    { description: 'is left out', mutated: [] },
    ...mutateQuery(rule.expr).map(({ description, expr, equivalent }) => ({
      description,
      equivalent,
      mutated: [{ ...rule, expr }],
    })),
    ...(isAlertingRule(rule) ? alertMutants(rule) : recordMutants(rule)),
    ...textMutants(rule, 'labels', rule.labels),
  ];
}

function isBusinessRecording(rule: RecordingRule | AlertingRule): boolean {
  return !isAlertingRule(rule) && rule.record.startsWith('service:business_');
}

function alertMutants(rule: AlertingRule): Mutation[] {
  const mutations: Mutation[] = [];
  const change = (description: string, more: Partial<AlertingRule>) =>
    mutations.push({ description, mutated: [{ ...rule, ...more }] });
  for (const other of otherDurations(rule.for)) {
    change(`for ${rule.for} becomes ${other}`, { for: other });
  }
  const { keep_firing_for: keep } = rule;
  if (keep) {
    for (const other of otherDurations(keep)) {
      change(`keep_firing_for ${keep} becomes ${other}`, {
        keep_firing_for: other,
      });
    }
    change('keep_firing_for is left out', { keep_firing_for: undefined });
  }
  change('has another name', { alert: `${rule.alert}Other` });
  return [...mutations, ...textMutants(rule, 'annotations', rule.annotations)];
}

function recordMutants(rule: RecordingRule): Mutation[] {
  return [
    {
      description: 'has another name',
      mutated: [{ ...rule, record: `${rule.record}_other` }],
    },
  ];
}

function textMutants(
  rule: RecordingRule | AlertingRule,
  field: 'labels' | 'annotations',
  texts: Record<string, string>,
): Mutation[] {
  return Object.entries(texts).map(([name, text]) => ({
    description: `${field.slice(0, -1)} ${name} '${text}' becomes another`,
    isText: isAlertingRule(rule),
    mutated: [
      {
        ...rule,
        [field]: { ...texts, [name]: `other ${text}` },
      } as AlertingRule,
    ],
  }));
}

function nameOf(rule: RecordingRule | AlertingRule): string {
  return isAlertingRule(rule)
    ? `${rule.alert} (${rule.labels.severity})`
    : `${rule.record}${rule.labels.slo ? ` (${rule.labels.slo})` : ''}${
        rule.labels.release ? ` (${rule.labels.release})` : ''
      }`;
}
