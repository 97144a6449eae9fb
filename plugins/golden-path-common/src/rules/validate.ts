/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { docsOf } from './docs';
import { validatePlatform } from './platformRules';
import { RULE_INFOS, RULES } from './registry';
import { Finding, Rule, Violation } from './types';
import { applyWaivers } from './waiverRules';

const KNOWN_RULES: ReadonlySet<string> = new Set(
  RULE_INFOS.map(({ id }) => id),
);

/**
 * Runs the rules that need one service only. Never throws on user input.
 *
 * @param options - `now` decides which waivers have run out
 * @public
 */
export function validateService(
  service: ServiceDefinition,
  options: { now: Date },
): Finding[] {
  const findings: Finding[] = [];
  for (const rule of RULES) {
    if (rule.scope === 'service') {
      findings.push(...findingsOf(rule, service, rule.check(service)));
    }
  }
  return applyWaivers({
    service,
    findings,
    knownRules: KNOWN_RULES,
    now: options.now,
    complete: false,
  });
}

/**
 * Runs every rule on every service of a platform, and the check of the platform
 * itself. Sorted by entity, then by the order of the rules.
 *
 * @param options - `now` decides which waivers have run out
 * @public
 */
export function validateModel(
  model: PlatformModel,
  options: { now: Date },
): Finding[] {
  const findings = validatePlatform(model.system);
  for (const service of model.services) {
    const own: Finding[] = [];
    for (const rule of RULES) {
      const violations =
        rule.scope === 'service'
          ? rule.check(service)
          : rule.check(service, model);
      own.push(...findingsOf(rule, service, violations));
    }
    findings.push(
      ...applyWaivers({
        service,
        findings: own,
        knownRules: KNOWN_RULES,
        now: options.now,
        complete: true,
      }),
    );
  }
  return findings;
}

/**
 * Whether a finding stops rendering and processing: an error without a waiver.
 *
 * @public
 */
export function isBlocking(finding: Finding): boolean {
  return finding.severity === 'error' && finding.waiver === undefined;
}

function findingsOf(
  rule: Rule,
  service: ServiceDefinition,
  violations: Violation[],
): Finding[] {
  return violations.map(violation => ({
    ruleId: rule.id,
    severity: rule.severity,
    entityRef: service.entityRef,
    ...violation,
    docs: docsOf(rule.id),
  }));
}
