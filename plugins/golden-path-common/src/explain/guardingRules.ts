/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parsePath } from '../rules/paths';
import { RULE_INFOS } from '../rules/registry';
import { SPEC_RULES } from '../rules/specRules';
import { RuleInfo } from '../rules/types';

/** They are about every field, so they say nothing about one. */
const GENERAL: ReadonlySet<string> = new Set(
  Object.values<RuleInfo>(SPEC_RULES).map(({ id }) => id),
);

/**
 * Ids of the rules that look at a field, sorted. Those of the schema itself, as
 * GP-SPEC-001 about types, guard every field and are not listed.
 *
 * @param path - as in a cause: `spec.runtime.ports[0].port`
 * @public
 */
export function guardingRules(path: string): string[] {
  const segments = withoutEnvironment(parsePath(path));
  return RULE_INFOS.filter(
    ({ id, fields }) =>
      !GENERAL.has(id) &&
      fields.some(field => covers(parsePattern(field), segments)),
  ).map(({ id }) => id);
}

/** A rule looks at what an environment says as at the rest. */
function withoutEnvironment(
  segments: Array<string | number>,
): Array<string | number> {
  return segments[1] === 'runtime' && segments[2] === 'environments'
    ? [...segments.slice(0, 2), ...segments.slice(4)]
    : segments;
}

/** A field stands for all below it. */
function covers(
  pattern: readonly string[],
  segments: ReadonlyArray<string | number>,
): boolean {
  return (
    pattern.length <= segments.length &&
    pattern.every((part, index) => {
      const segment = segments[index];
      return part === '[]'
        ? typeof segment === 'number'
        : part === '*' || part === segment;
    })
  );
}

function parsePattern(field: string): string[] {
  return field
    .replaceAll('[]', '.[]')
    .split('.')
    .filter(part => part !== '');
}
