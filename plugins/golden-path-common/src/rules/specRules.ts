/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { formatPath, getAtPath } from './paths';
import { Finding, RuleInfo, SpecRuleInfo } from './types';
import { docsOf } from './docs';

/*
 * Shape of the spec itself. These have no check of their own: the zod schema
 * finds them, and this file gives each issue an id, a message that names field
 * and value, and a fix.
 */

/** @internal */
export const SPEC_RULES = {
  shape: {
    id: 'GP-SPEC-001',
    severity: 'error',
    title: 'Every field has the type and form that the schema gives it',
    why: 'A field of the wrong type would be rendered as something else or not at all.',
    fields: ['spec.runtime', 'spec.platform', 'spec.endpoint'],
    example: { runtime: { replicas: 'three' } },
  },
  unknownField: {
    id: 'GP-SPEC-002',
    severity: 'error',
    title: 'There is no field that the schema does not know',
    why: 'A misspelt field is silently the default: the service runs with another value than its file says.',
    fields: ['spec.runtime', 'spec.platform', 'spec.endpoint'],
    example: { runtime: { replica: 3 } },
  },
  apiVersion: {
    id: 'GP-SPEC-003',
    severity: 'error',
    title: 'apiVersion is a version that this release reads',
    why: 'A later version may give the same field another meaning.',
    fields: ['spec.runtime.apiVersion', 'spec.platform.apiVersion'],
    example: { runtime: { apiVersion: 'runtime.openpolicy.io/v2' } },
  },
} satisfies Record<string, SpecRuleInfo>;

/**
 * Translates what zod found in one object of an entity.
 *
 * @param options - `root` is where the object lies in the entity, as
 *   `['spec', 'runtime']`; `value` is the object as it was written
 * @internal
 */
export function findingsOfSchema(options: {
  entityRef: string;
  root: readonly string[];
  value: unknown;
  error: z.ZodError;
}): Finding[] {
  const findings: Finding[] = [];
  for (const issue of options.error.issues) {
    for (const violation of describeIssue(issue, options.value)) {
      const segments = [...options.root, ...violation.segments];
      const path = formatPath(segments);
      findings.push({
        ruleId: violation.rule.id,
        severity: violation.rule.severity,
        entityRef: options.entityRef,
        path,
        message: `'${path}' ${violation.problem}`,
        fix: violation.fix,
        docs: docsOf(violation.rule.id),
      });
    }
  }
  return findings;
}

interface IssueDescription {
  rule: RuleInfo & { severity: 'error' };
  segments: PropertyKey[];
  problem: string;
  fix: string;
}

function describeIssue(
  issue: z.core.$ZodIssue,
  root: unknown,
): IssueDescription[] {
  const value = getAtPath(root, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      rule: SPEC_RULES.unknownField,
      segments: [...issue.path, key],
      problem: 'is no field of the spec',
      fix: 'Remove it, or correct its name: RULES.md and service-spec.schema.json list the fields.',
    }));
  }
  if (issue.path.length === 1 && issue.path[0] === 'apiVersion') {
    return [
      {
        rule: SPEC_RULES.apiVersion,
        segments: issue.path,
        problem: `is ${show(value)}, which this release does not read`,
        fix: `Set it to 'runtime.openpolicy.io/v1'.`,
      },
    ];
  }
  if (value === undefined) {
    return [
      {
        rule: SPEC_RULES.shape,
        segments: issue.path,
        problem: `is missing${expectation(issue)}`,
        fix: 'Add the field.',
      },
    ];
  }
  return [
    {
      rule: SPEC_RULES.shape,
      segments: issue.path,
      problem: `is ${show(value)}${expectation(issue)}`,
      fix: 'Write a value of the right form.',
    },
  ];
}

/** Zod's names of types, as people say them. */
const TYPE_WORDS: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `, expected ${TYPE_WORDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `, expected one of ${issue.values.map(show).join(', ')}`;
    case 'too_small':
      return `, expected at least ${issue.minimum} ${
        issue.origin === 'array' ? 'entry' : ''
      }`.trimEnd();
    case 'invalid_union':
      return ', which is none of the values that it may have';
    default:
      return `: ${issue.message}`;
  }
}

/** A value as it may stand in a message: short, and text in single quotes. */
function show(value: unknown): string {
  if (typeof value === 'string') {
    return `'${value.length > 60 ? `${value.slice(0, 60)}…` : value}'`;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list';
  }
  if (typeof value === 'object' && value !== null) {
    return 'an object';
  }
  return String(value);
}
