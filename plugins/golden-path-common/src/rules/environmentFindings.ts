/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import {
  effectiveSpecProblem,
  resolveModel,
  resolveService,
} from '../spec/resolveEnvironment';
import { formatPath, getAtPath, parsePath } from './paths';
import { findingsOfSchema } from './specRules';
import { Finding, Rule, Violation } from './types';

/*
 * A spec that is right by itself may be wrong once an environment's part is
 * merged in. So all rules run again on each effective spec; what the base
 * reports already is left out, and a path points to where the environment says
 * it.
 */

/**
 * Findings about the shape of what environments make of a spec.
 *
 * @internal
 */
export function overrideShapeFindings(service: ServiceDefinition): Finding[] {
  return Object.keys(service.spec.environments).flatMap(name => {
    const problem = effectiveSpecProblem(service, name);
    return problem
      ? findingsOfSchema({
          entityRef: service.entityRef,
          root: ['spec', 'runtime', 'environments', name],
          ...problem,
        })
      : [];
  });
}

/**
 * A service without the overrides that make its spec one of the wrong shape, so
 * that rules may look at the others.
 *
 * @internal
 */
export function withSoundOverrides(
  service: ServiceDefinition,
): ServiceDefinition {
  const entries = Object.entries(service.spec.environments);
  const sound = entries.filter(
    ([name]) => effectiveSpecProblem(service, name) === undefined,
  );
  return sound.length === entries.length
    ? service
    : {
        ...service,
        spec: { ...service.spec, environments: Object.fromEntries(sound) },
      };
}

/**
 * A finding before it has the names of rule and entity.
 *
 * @internal
 */
export interface RuleViolation {
  rule: Rule;
  violation: Violation;
}

/**
 * What the rules about one service find in one environment and not in the base.
 *
 * @internal
 */
export function violationsInEnvironment(options: {
  rules: readonly Rule[];
  base: readonly RuleViolation[];
  service: ServiceDefinition;
  environment: string;
  /** Left out, only rules that need one service run. */
  model?: PlatformModel;
  now: Date;
}): RuleViolation[] {
  const { rules, base, service, environment, model, now } = options;
  const effective = resolveService(service, environment);
  const effectiveModel = model && resolveModel(model, environment);
  const entry = model?.system.spec.environments.find(
    ({ name }) => name === environment,
  );
  const override = Object.hasOwn(service.spec.environments, environment)
    ? service.spec.environments[environment]
    : undefined;

  const found: RuleViolation[] = [];
  for (const rule of rules) {
    if (rule.scope === 'service' && override) {
      found.push(...violationsOf(rule, rule.check(effective, { now })));
    } else if (
      rule.scope === 'platform' &&
      effectiveModel &&
      effectiveModel !== model
    ) {
      found.push(...violationsOf(rule, rule.check(effective, effectiveModel)));
    } else if (rule.scope === 'environment' && effectiveModel && entry) {
      found.push(
        ...violationsOf(
          rule,
          rule.check(effective, { model: effectiveModel, environment: entry }),
        ),
      );
    }
  }
  return found.flatMap(({ rule, violation }) => {
    const isOverridden = overrides(override, violation.path);
    const isKnown = base.some(
      known =>
        known.rule === rule &&
        known.violation.path === violation.path &&
        (!isOverridden || known.violation.message === violation.message),
    );
    return isKnown
      ? []
      : [{ rule, violation: placed(rule, violation, environment, override) }];
  });
}

/** @internal */
export function violationsOf(
  rule: Rule,
  violations: readonly Violation[],
): RuleViolation[] {
  return violations.map(violation => ({ rule, violation }));
}

/** Whether an environment says something about a field or a part of it. */
function overrides(override: unknown, path: string): boolean {
  const [spec, runtime, ...segments] = parsePath(path);
  if (override === undefined || spec !== 'spec' || runtime !== 'runtime') {
    return false;
  }
  for (let length = 1; length <= segments.length; length++) {
    const value = getAtPath(override, segments.slice(0, length));
    if (value === undefined) {
      return false;
    }
    // Lists are replaced as a whole, so each entry is the environment's.
    if (Array.isArray(value)) {
      return true;
    }
  }
  return segments.length > 0;
}

function placed(
  rule: Rule,
  violation: Violation,
  environment: string,
  override: unknown,
): Violation {
  const move = (path: string) =>
    overrides(override, path)
      ? formatPath([
          'spec',
          'runtime',
          'environments',
          environment,
          ...parsePath(path).slice(2),
        ])
      : path;
  const path = move(violation.path);
  const message = violation.message.replace(
    /'(spec\.runtime\.[^']*)'/g,
    (_, quotedPath: string) => `'${move(quotedPath)}'`,
  );
  return {
    ...violation,
    path,
    message:
      // Rules about environments name the environment themselves.
      path === violation.path && rule.scope !== 'environment'
        ? `${message}, in '${environment}'`
        : message,
  };
}
