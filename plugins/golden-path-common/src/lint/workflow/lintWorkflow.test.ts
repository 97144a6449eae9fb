/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { lintScript, lintWorkflow } from './lintWorkflow';
import { WORKFLOW_RULES } from './workflowRules';

interface WorkflowCase {
  it: string;
  workflow: unknown;
  /** Paths of the findings. */
  at?: string[];
}

const CASES: Record<string, { bad: WorkflowCase[]; good: WorkflowCase[] }> =
  parse(
    readFileSync(join(__dirname, '../__fixtures__/workflows.yaml'), 'utf8'),
  );

const rows = (quality: 'bad' | 'good') =>
  Object.entries(CASES).flatMap(([id, cases]) =>
    cases[quality].map(entry => [id, entry.it, entry] as const),
  );

describe('lintWorkflow', () => {
  it.each(rows('bad'))('by %s %s', (id, _, { workflow, at }) => {
    const findings = lintWorkflow(workflow).filter(
      ({ ruleId }) => ruleId === id,
    );
    expect(findings.map(({ path }) => path).sort()).toEqual([...at!].sort());
    for (const { fix, path, message } of findings) {
      expect(fix).toMatch(/[.>] ?(# tag\.)?$/);
      expect(message).toContain(`'${path}'`);
    }
  });

  it.each(rows('good'))('by %s %s', (_, __, { workflow }) => {
    expect(lintWorkflow(workflow)).toEqual([]);
  });

  it('has a bad and a good case for every rule', () => {
    expect(Object.keys(CASES).sort()).toEqual(
      WORKFLOW_RULES.map(({ id }) => id).sort(),
    );
  });

  it.each([[null], ['text'], [[]], [{ jobs: [1] }], [{ jobs: { a: null } }]])(
    'does not fail on %j',
    document => {
      expect(() => lintWorkflow(document)).not.toThrow();
    },
  );

  it('puts the file in front of the path', () => {
    expect(
      lintScript('istioctl install --set profile=demo', { file: 'a.md' }),
    ).toMatchObject([{ ruleId: 'GP-LINT-194', path: 'a.md script' }]);
  });
});
