/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition } from '../model/types';
import { docsOf } from './docs';
import { exceptionFault } from './exceptions';
import { Finding, SpecRuleInfo } from './types';

/*
 * Waivers are judged after all other rules, because they are about findings and
 * not about fields; so these rules have no check of their own.
 */

const ROOT = 'spec.runtime.waivers';

const SAME_PATHS = { health: { readiness: '/healthz' } };

const EXAMPLE = {
  rule: 'GP-HEALTH-001',
  reason: 'Until release 2.0 splits the two.',
  expires: '2031-01-31',
};

/** @internal */
export const WAIVER_RULES = {
  form: {
    id: 'GP-WAIVER-001',
    severity: 'error',
    title: 'A waiver names a rule, a reason and a last day',
    why: 'A waiver without a reason or an end is how an exception becomes the rule.',
    fields: [`${ROOT}[].rule`, `${ROOT}[].reason`, `${ROOT}[].expires`],
    example: {
      runtime: { ...SAME_PATHS, waivers: [{ ...EXAMPLE, reason: 'because' }] },
    },
  },
  expired: {
    id: 'GP-WAIVER-002',
    severity: 'error',
    title: 'A waiver has not run out',
    why: 'From then on the finding stands again.',
    fields: [`${ROOT}[].expires`],
    example: {
      runtime: {
        ...SAME_PATHS,
        waivers: [{ ...EXAMPLE, expires: '2024-02-29' }],
      },
    },
  },
  unused: {
    id: 'GP-WAIVER-003',
    severity: 'warning',
    title: 'A waiver covers a finding',
    why: 'One that covers nothing hides the next fault of that rule.',
    fields: [`${ROOT}[].rule`],
    example: { runtime: { waivers: [EXAMPLE] } },
  },
  soon: {
    id: 'GP-WAIVER-004',
    severity: 'info',
    title: 'A waiver runs out within two weeks',
    why: 'From the day after, what it covers stops rendering.',
    fields: [`${ROOT}[].expires`],
    example: {
      runtime: {
        ...SAME_PATHS,
        waivers: [{ ...EXAMPLE, expires: '2026-12-01' }],
      },
    },
  },
} satisfies Record<string, SpecRuleInfo>;

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
  const covered = new Map<string, { reason: string; expires: string }>();
  const own: Finding[] = [];
  const report = (
    rule: SpecRuleInfo,
    path: string,
    problem: string,
    fix: string,
  ) =>
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
    const path = `${ROOT}[${index}]`;
    const fault = exceptionFault(waiver, now);
    if (!knownRules.has(waiver.rule)) {
      report(
        WAIVER_RULES.form,
        `${path}.rule`,
        `is '${waiver.rule}', which is no rule`,
        'Write the id of a rule, as GP-PORT-006.',
      );
    } else if (fault?.kind === 'form') {
      report(
        WAIVER_RULES.form,
        `${path}.${fault.field}`,
        fault.problem,
        fault.field === 'reason'
          ? 'Say why the rule may be broken and what will end it.'
          : 'Write the last day as YYYY-MM-DD.',
      );
    } else if (fault?.kind === 'expired') {
      report(
        WAIVER_RULES.expired,
        `${path}.expires`,
        fault.problem,
        `Mend what ${waiver.rule} finds, or agree on a later day.`,
      );
    } else {
      covered.set(waiver.rule, {
        reason: waiver.reason,
        expires: waiver.expires,
      });
      if (
        complete &&
        // What the linter finds, it marks itself.
        !waiver.rule.startsWith('GP-LINT-') &&
        !findings.some(({ ruleId }) => ruleId === waiver.rule)
      ) {
        report(
          WAIVER_RULES.unused,
          `${path}.rule`,
          `is '${waiver.rule}', which finds nothing here`,
          'Remove the waiver.',
        );
      } else if (fault?.kind === 'soon') {
        report(
          WAIVER_RULES.soon,
          `${path}.expires`,
          fault.problem,
          `Mend what ${waiver.rule} finds, or agree on a later day.`,
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
