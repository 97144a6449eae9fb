/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CREATE_RULES } from '../create/createRules';
import { IMPORT_RULES } from '../import/importRules';
import { LINT_RULE_INFOS } from '../lint/registry';
import { emitDocument } from '../render/emitYaml';
import { judgeExample } from './examples';
import { RULE_INFOS } from './registry';
import { RuleExample, RuleInfo, SpecRuleInfo } from './types';

/**
 * The page that explains each rule, as Markdown; RULES.md of this package. What a
 * rule says is what it really says about the example that stands beside it.
 *
 * @public
 */
export function rulesPage(): string {
  return [
    '# Rules of the golden path\n',
    'Generated from `src/rules` by `golden-path render`; edit the rules, not this page.\n',
    'An **error** stops rendering and catalog processing, a **warning** is shown, an **info** is for whoever looks. A waiver with a reason and a last day lets a finding pass for a time:\n',
    yamlBlock({
      runtime: {
        waivers: [
          {
            rule: 'GP-PORT-006',
            reason: 'The set-up document gives both services 9001.',
            expires: '2027-06-30',
          },
        ],
      },
    }),
    ...RULE_INFOS.map(section),
    ...LINT_RULE_INFOS.map(heading),
    ...Object.values(IMPORT_RULES).map(heading),
    ...Object.values(CREATE_RULES).map(
      rule => `${heading(rule)}\n${rule.fix}\n`,
    ),
  ].join('\n');
}

function heading({ id, severity, title, why }: RuleInfo): string {
  return `## ${id}\n\n**${title}** (${severity})\n\n${why}\n`;
}

function section(rule: SpecRuleInfo): string {
  const { finding } = judgeExample(rule);
  const fields = rule.fields.map(field => `\`${field}\``).join(', ');
  return [
    heading(rule),
    `Fields: ${fields}\n`,
    yamlBlock(rule.example),
    ...(finding
      ? [`> ${inline(finding.message)}\n`, `${inline(finding.fix)}\n`]
      : []),
  ].join('\n');
}

/** The parts of entities that an example consists of, as people write them. */
function yamlBlock({
  runtime,
  component,
  platform,
  others = {},
  endpoint,
}: RuleExample): string {
  const { name = 'checkout', ...spec } = component ?? {};
  const own = { ...spec, ...(runtime !== undefined && { runtime }) };
  const documents: Array<[title: string, value: unknown]> = [];
  if (platform) {
    documents.push(['System shop', { spec: { platform } }]);
  }
  if (endpoint) {
    documents.push(['Resource redis', { spec: { endpoint } }]);
  }
  if (component?.name || Object.keys(own).length > 0) {
    documents.push([
      `Component ${name}`,
      {
        ...(component?.name && { metadata: { name } }),
        ...(Object.keys(own).length > 0 && { spec: own }),
      },
    ]);
  }
  for (const [other, part] of Object.entries(others)) {
    documents.push([`Component ${other}`, { spec: { runtime: part } }]);
  }
  return `\`\`\`yaml\n${documents
    .map(([title, value]) => `# ${title}\n${emitDocument(value)}`)
    .join('---\n')}\`\`\`\n`;
}

/** Text that Markdown shows as it is. */
function inline(text: string): string {
  return text.replace(/[<*]/g, character => `\\${character}`);
}
