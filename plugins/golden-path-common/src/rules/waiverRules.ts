/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition } from '../model/types';
import { docsOf } from './docs';
import { Finding, RuleInfo } from './types';

/*
 * Waivers are judged after all other rules, because they are about findings and
 * not about fields; so these rules have no check of their own.
 */

/** @internal */
export const WAIVER_RULES = {
  form: {
    id: 'GP-WAIVER-001',
    severity: 'error',
    title: 'A waiver names a rule, a reason and a last day',
    why: 'A waiver without a reason or an end is how an exception becomes the rule.',
  },
  expired: {
    id: 'GP-WAIVER-002',
    severity: 'error',
    title: 'A waiver has not run out',
    why: 'From then on the finding stands again.',
  },
  unused: {
    id: 'GP-WAIVER-003',
    severity: 'warning',
    title: 'A waiver covers a finding',
    why: 'One that covers nothing hides the next fault of that rule.',
  },
} satisfies Record<string, RuleInfo>;

/**
 * Marks the findings of one service that its waivers cover, and adds findings
 * about the waivers themselves.
 *
 * @param options - `now` decides which waivers have run out; `complete` says
 *   that the findings come from all rules, so that an unused waiver is known
 * @internal
 */
export function applyWaivers(options: {
  service: ServiceDefinition;
  findings: Finding[];
  knownRules: ReadonlySet<string>;
  now: Date;
  complete: boolean;
}): Finding[] {
  const { service, findings, knownRules, now, complete } = options;
  const today = now.toISOString().slice(0, 10);
  const covered = new Map<string, { reason: string; expires: string }>();
  const own: Finding[] = [];
  const report = (rule: RuleInfo, path: string, problem: string, fix: string) =>
    own.push({
      ruleId: rule.id,
      severity: rule.severity,
      entityRef: service.entityRef,
      path,
      message: `'${path}' ${problem}`,
      fix,
      docs: docsOf(rule.id),
    });

  for (const [index, waiver] of service.spec.waivers.entries()) {
    const path = `spec.runtime.waivers[${index}]`;
    if (!knownRules.has(waiver.rule)) {
      report(
        WAIVER_RULES.form,
        `${path}.rule`,
        `is '${waiver.rule}', which is no rule`,
        'Write the id of a rule, as GP-PORT-006.',
      );
    } else if (waiver.reason.trim().length < 10) {
      report(
        WAIVER_RULES.form,
        `${path}.reason`,
        `is '${waiver.reason}', which explains nothing`,
        'Say why the rule may be broken and what will end it.',
      );
    } else if (!isDay(waiver.expires)) {
      report(
        WAIVER_RULES.form,
        `${path}.expires`,
        `is '${waiver.expires}', which is no day`,
        'Write the last day as YYYY-MM-DD.',
      );
    } else if (waiver.expires < today) {
      report(
        WAIVER_RULES.expired,
        `${path}.expires`,
        `is '${waiver.expires}', which is past`,
        `Mend what ${waiver.rule} finds, or agree on a later day.`,
      );
    } else {
      covered.set(waiver.rule, {
        reason: waiver.reason,
        expires: waiver.expires,
      });
      if (complete && !findings.some(({ ruleId }) => ruleId === waiver.rule)) {
        report(
          WAIVER_RULES.unused,
          `${path}.rule`,
          `is '${waiver.rule}', which finds nothing here`,
          'Remove the waiver.',
        );
      }
    }
  }
  return [
    ...findings.map(finding => {
      const waiver = covered.get(finding.ruleId);
      return waiver ? { ...finding, waiver } : finding;
    }),
    ...own,
  ];
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(text)
  );
}
