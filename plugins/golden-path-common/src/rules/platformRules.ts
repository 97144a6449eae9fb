/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition } from '../model/types';
import { parseDurationSeconds } from '../spec/duration';
import { docsOf } from './docs';
import { formatPath } from './paths';
import { platformFaults } from './platformValues';
import { isSecretName, isVariable, holdsPassword } from './variables';
import { Finding, SpecRuleInfo, SystemRule } from './types';

/** Found while models are built, where a service's System is looked up. */
export const PLATFORM_RULES = {
  system: {
    id: 'GP-SYSTEM-001',
    severity: 'error',
    title: 'A service belongs to a System with spec.platform',
    why: 'Namespace, registry, repository and port pool come from there.',
    fields: ['spec.system'],
    example: { component: { system: 'nowhere' } },
  },
} satisfies Record<string, SpecRuleInfo>;

/** @internal */
export const platformValues: SystemRule = {
  id: 'GP-SYSTEM-002',
  severity: 'error',
  scope: 'system',
  title: 'The values of spec.platform can be used as they are',
  why: 'A fault there breaks every service at once.',
  fields: ['spec.platform'],
  example: { platform: { namespace: 'Shop_Platform' } },
  check: ({ spec }) =>
    platformFaults(spec).map(({ field, value, fix }) => {
      const path = `spec.platform.${field}`;
      return {
        path,
        message: `'${path}' is '${value}', which cannot be used`,
        fix,
      };
    }),
};

/** @internal */
export const evaluationInterval: SystemRule = {
  id: 'GP-SYSTEM-003',
  severity: 'error',
  scope: 'system',
  title: 'Prometheus looks at the rules every 15 seconds or more often',
  why: "The warning after 30 seconds without a replica needs two looks in them; the chart's default of 30 seconds cannot deliver it.",
  fields: ['spec.platform.prometheus.evaluationInterval'],
  example: { platform: { prometheus: { evaluationInterval: '30s' } } },
  check: ({ spec }) => {
    const path = 'spec.platform.prometheus.evaluationInterval';
    const text = spec.prometheus.evaluationInterval;
    const seconds = parseDurationSeconds(text);
    return seconds !== undefined && seconds >= 1 && seconds <= 15
      ? []
      : [
          {
            path,
            message: `'${path}' is '${text}', which is no duration from 1s to 15s`,
            fix: "Write 15s, here and as Prometheus' own evaluationInterval.",
          },
        ];
  },
};

/** @internal */
export const platformVariables: SystemRule = {
  id: 'GP-SYSTEM-004',
  severity: 'error',
  scope: 'system',
  title: 'Variables of the platform are in UPPER_SNAKE_CASE and hold no secret',
  why: 'Every service gets them, and they stand in Git.',
  fields: ['spec.platform.env.*'],
  example: { platform: { env: { API_TOKEN: 'abc' } } },
  check: ({ spec }) =>
    Object.entries(spec.env).flatMap(([name, value]) => {
      const path = formatPath(['spec', 'platform', 'env', name]);
      const problem = variableProblem(name, value);
      return problem
        ? [
            {
              path,
              message: `'${path}' ${problem}`,
              fix: "Use capital letters, digits and underscores, and keep secrets in the services' own 'spec.runtime.secrets'.",
            },
          ]
        : [];
    }),
};

/** The value is not repeated: a message ends up in logs and on pages. */
function variableProblem(name: string, value: string): string | undefined {
  if (!isVariable(name)) {
    return 'is no name of a variable';
  }
  if (isSecretName(name)) {
    return 'has the name of a secret';
  }
  return holdsPassword(value)
    ? 'holds an address with user and password'
    : undefined;
}

/** @internal */
export const systemRules = [
  platformValues,
  evaluationInterval,
  platformVariables,
];

/**
 * Checks the platform's part of the specification.
 *
 * @public
 */
export function validatePlatform(system: PlatformDefinition): Finding[] {
  return systemRules.flatMap(rule =>
    rule.check(system).map(violation => ({
      ruleId: rule.id,
      severity: rule.severity,
      entityRef: system.entityRef,
      ...violation,
      docs: docsOf(rule.id),
    })),
  );
}
