/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertRules } from './alertRules';
import { capacityRules } from './capacityRules';
import { configRules } from './configRules';
import { containerRules } from './containerRules';
import { dependencyRules } from './dependencyRules';
import { identityRules } from './identityRules';
import { PLATFORM_RULES } from './platformRules';
import { portRules } from './portRules';
import { SPEC_RULES } from './specRules';
import { Rule, RuleInfo } from './types';
import { WAIVER_RULES } from './waiverRules';

/**
 * The rules that have a check. A new rule is one constant in its family's file
 * and one row in that file's list.
 *
 * @public
 */
export const RULES: readonly Rule[] = [
  ...identityRules,
  ...portRules,
  ...capacityRules,
  ...containerRules,
  ...configRules,
  ...dependencyRules,
  ...alertRules,
];

/**
 * All rules there are, with those that the schema, the platform's check and the
 * waivers carry out, sorted by id. Ids are never used twice nor given another
 * meaning.
 *
 * @public
 */
export const RULE_INFOS: readonly RuleInfo[] = [
  ...RULES,
  ...Object.values(SPEC_RULES),
  ...Object.values(PLATFORM_RULES),
  ...Object.values(WAIVER_RULES),
]
  .map(({ id, severity, title, why }) => ({ id, severity, title, why }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * The page that explains each rule, as Markdown; RULES.md of this package.
 *
 * @public
 */
export function rulesPage(): string {
  const sections = RULE_INFOS.map(
    ({ id, severity, title, why }) =>
      `## ${id}\n\n**${title}** (${severity})\n\n${why}\n`,
  );
  return [
    '# Rules of the golden path\n',
    'Generated from `src/rules` by `golden-path render`; edit the rules, not this page.\n',
    ...sections,
  ].join('\n');
}
