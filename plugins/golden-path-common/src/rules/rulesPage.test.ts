/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CREATE_RULES, createFinding } from '../create/createRules';
import { IMPORT_RULES } from '../import/importRules';
import { LINT_RULE_INFOS } from '../lint/registry';
import { makeModel, makeService, NOW } from '../testing/builders';
import { findingsOfExample, judgeExample } from './examples';
import { formatPath, parsePath } from './paths';
import { RULE_INFOS, RULES } from './registry';
import { rulesPage } from './rulesPage';
import { validateModel } from './validate';

const page = rulesPage();

/** Findings that a rule's example cannot do without. */
const ALSO: Record<string, string[]> = {
  'GP-GATEWAY-001': ['GP-GATEWAY-003'],
  'GP-OWNER-001': ['GP-OWNER-002'],
  'GP-RES-001': ['GP-RES-004'],
  'GP-WAIVER-001': ['GP-HEALTH-001'],
  'GP-WAIVER-002': ['GP-HEALTH-001'],
  'GP-WAIVER-004': ['GP-HEALTH-001'],
};

describe('RULE_INFOS', () => {
  it('have one id each', () => {
    const ids = RULE_INFOS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter(id => !/^GP-[A-Z]+-\d{3}$/.test(id))).toEqual([]);
  });

  it('hold every rule with a check', () => {
    const ids = RULE_INFOS.map(({ id }) => id);
    expect(RULES.filter(({ id }) => !ids.includes(id))).toEqual([]);
  });

  it('find nothing but infos in the platform that examples are laid over', () => {
    expect(
      findingsOfExample({}, NOW).filter(({ severity }) => severity !== 'info'),
    ).toEqual([]);
    expect(
      validateModel(makeModel([makeService()]), { now: NOW }).filter(
        ({ severity }) => severity !== 'info',
      ),
    ).toEqual([]);
  });

  it.each(RULE_INFOS.map(rule => [rule.id, rule] as const))(
    '%s finds its own example, and others find nothing more in it',
    (id, rule) => {
      const { finding, others } = judgeExample(rule);
      expect(finding).toMatchObject({ ruleId: id, severity: rule.severity });
      expect(
        others
          .filter(({ severity }) => severity !== 'info')
          .map(({ ruleId }) => ruleId),
      ).toEqual(ALSO[id] ?? []);
    },
  );

  it.each(RULE_INFOS.map(rule => [rule.id, rule] as const))(
    '%s reports a field that it says it looks at',
    (_, rule) => {
      const { finding } = judgeExample(rule);
      expect(rule.fields.some(field => covers(field, finding!.path))).toBe(
        true,
      );
    },
  );
});

describe('rulesPage', () => {
  it('explains each rule under the heading that findings lead to', () => {
    for (const { id, title, why } of RULE_INFOS) {
      expect(page).toContain(`## ${id}\n\n**${title}**`);
      expect(page).toContain(why);
    }
  });

  it('shows what a rule says about its example, and the fix', () => {
    expect(page).toContain(
      [
        '## GP-TRAFFIC-002',
        '',
        '**The timeout leaves time for every try** (error)',
        '',
        'The mesh gives up when the timeout is over: tries that do not fit into it are never made.',
        '',
        'Fields: `spec.runtime.traffic.timeout`',
        '',
        '```yaml',
        '# Component checkout',
        'spec:',
        '  runtime:',
        '    traffic:',
        '      timeout: 5s',
        '```',
        '',
        "> 'spec.runtime.traffic.timeout' is '5s', but 3 tries of '3s' take 9 seconds",
        '',
        'Allow at least 9 seconds, or fewer or shorter tries.',
      ].join('\n'),
    );
  });

  it('explains the rules of the linter and of imports too', () => {
    for (const { id, title } of [
      ...LINT_RULE_INFOS,
      ...Object.values(IMPORT_RULES),
    ]) {
      expect(page).toContain(`## ${id}\n\n**${title}**`);
    }
  });

  it.each(Object.keys(CREATE_RULES) as (keyof typeof CREATE_RULES)[])(
    'has the heading that a finding of %s leads to, and what to do',
    rule => {
      const { docs, fix } = createFinding(rule, { path: 'p', message: 'm' });
      const [file, anchor] = docs.split('#');
      expect(file).toBe('plugins/golden-path-common/RULES.md');
      const [, after = ''] = page.split(`\n## ${anchor.toUpperCase()}\n`);
      expect(after.split('\n## ')[0]).toContain(fix);
    },
  );
});

describe('CREATE_RULES', () => {
  it('have one id each, in order', () => {
    const ids = Object.values(CREATE_RULES).map(({ id }) => id);
    expect(ids).toEqual(
      ids.map((_, i) => `GP-CREATE-${String(i + 1).padStart(3, '0')}`),
    );
  });
});

describe('paths', () => {
  it.each([
    [['spec', 'runtime', 'ports', 0, 'port'], 'spec.runtime.ports[0].port'],
    [['spec', 'env', 'A.B'], 'spec.env["A.B"]'],
    [['spec', 'env', 'say "no"'], 'spec.env["say \\"no\\""]'],
  ])('%j is written and read as %s', (segments, text) => {
    expect(formatPath(segments)).toBe(text);
    expect(parsePath(text)).toEqual(segments);
  });
});

/** Whether a path lies at a field or below it. */
function covers(field: string, path: string): boolean {
  const pattern = field.replaceAll('[]', '.#').split('.');
  const segments = parsePath(path);
  return pattern.every(
    (part, index) =>
      (part === '*' && typeof segments[index] === 'string') ||
      (part === '#' && typeof segments[index] === 'number') ||
      part === segments[index],
  );
}
