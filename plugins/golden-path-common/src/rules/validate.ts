/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { LINT_RULE_INFOS } from '../lint/registry';
import { docsOf } from './docs';
import { validateEndpoint } from './endpointRules';
import {
  overrideShapeFindings,
  RuleViolation,
  violationsInEnvironment,
  violationsOf,
  withSoundOverrides,
} from './environmentFindings';
import { validatePlatform } from './platformRules';
import { RULE_INFOS, RULES } from './registry';
import { Finding } from './types';
import { applyWaivers } from './waiverRules';

/** Waivers may name rules of the linter too. */
const KNOWN_RULES: ReadonlySet<string> = new Set(
  [...RULE_INFOS, ...LINT_RULE_INFOS].map(({ id }) => id),
);

/**
 * Runs the rules that need one service only, on its spec and on what each
 * environment makes of it. Never throws on user input.
 *
 * @param options - `now` decides what has run out
 * @public
 */
export function validateService(
  service: ServiceDefinition,
  options: { now: Date },
): Finding[] {
  const { now } = options;
  const sound = withSoundOverrides(service);
  const base = RULES.flatMap(rule =>
    rule.scope === 'service'
      ? violationsOf(rule, rule.check(sound, { now }))
      : [],
  );
  const inEnvironments = Object.keys(sound.spec.environments).flatMap(name =>
    violationsInEnvironment({
      rules: RULES,
      base,
      service: sound,
      environment: name,
      now,
    }),
  );
  return applyWaivers({
    service,
    findings: [
      ...findingsOf(service, [...base, ...inEnvironments]),
      ...overrideShapeFindings(service),
    ],
    knownRules: KNOWN_RULES,
    now,
    complete: false,
  });
}

/**
 * Runs every rule on every service of a platform, in each of its environments,
 * and the checks of the platform and its Resources. Sorted by entity, then by
 * environment, then by the order of the rules.
 *
 * @param options - `now` decides what has run out
 * @public
 */
export function validateModel(
  model: PlatformModel,
  options: { now: Date },
): Finding[] {
  const sound = withSoundServices(model);
  return [
    ...validatePlatform(model.system),
    ...[...model.endpoints].flatMap(([ref, endpoint]) =>
      validateEndpoint(ref, endpoint),
    ),
    ...fleetFindings(sound),
    ...model.services.flatMap((service, index) =>
      findingsInModel(service, sound.services[index], sound, options.now),
    ),
  ];
}

/**
 * Whether a finding stops rendering and processing: an error without a waiver.
 *
 * @public
 */
export function isBlocking(finding: Finding): boolean {
  return finding.severity === 'error' && finding.waiver === undefined;
}

/** The model itself where nothing is wrong, so that its memories stay of use. */
function withSoundServices(model: PlatformModel): PlatformModel {
  const services = model.services.map(withSoundOverrides);
  return services.every((service, index) => service === model.services[index])
    ? model
    : { ...model, services };
}

function fleetFindings(model: PlatformModel): Finding[] {
  return findingsOf(
    model.system,
    RULES.flatMap(rule =>
      rule.scope === 'fleet' ? violationsOf(rule, rule.check(model)) : [],
    ),
  );
}

function findingsInModel(
  service: ServiceDefinition,
  sound: ServiceDefinition,
  model: PlatformModel,
  now: Date,
): Finding[] {
  const base: RuleViolation[] = [];
  for (const rule of RULES) {
    if (rule.scope === 'service') {
      base.push(...violationsOf(rule, rule.check(sound, { now })));
    } else if (rule.scope === 'platform') {
      base.push(...violationsOf(rule, rule.check(sound, model)));
    }
  }
  const names = new Set([
    ...model.system.spec.environments.map(({ name }) => name),
    // One that the System lacks is GP-ENVIRONMENT-001, and may have more faults.
    ...Object.keys(sound.spec.environments),
  ]);
  const inEnvironments = [...names].flatMap(environment =>
    violationsInEnvironment({
      rules: RULES,
      base,
      service: sound,
      environment,
      model,
      now,
    }),
  );
  return applyWaivers({
    service,
    findings: [
      ...findingsOf(service, [...base, ...unique(inEnvironments)]),
      ...overrideShapeFindings(service),
    ],
    knownRules: KNOWN_RULES,
    now,
    complete: true,
  });
}

/** What two environments have in common is said once. */
function unique(violations: readonly RuleViolation[]): RuleViolation[] {
  const seen = new Set<string>();
  return violations.filter(({ rule, violation }) => {
    const key = [rule.id, violation.path, violation.message].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}

function findingsOf(
  { entityRef }: { entityRef: string },
  violations: readonly RuleViolation[],
): Finding[] {
  return violations.map(({ rule, violation }) => ({
    ruleId: rule.id,
    severity: rule.severity,
    entityRef,
    ...violation,
    docs: docsOf(rule.id),
  }));
}
