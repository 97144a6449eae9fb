/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Manifest } from '../render/types';
import { lintObjects } from './lintObjects';
import { LINT_RULES } from './registry';
import { LintOptions } from './types';

/*
 * The cases stand in __fixtures__/rules, one file a family: objects as people
 * write them, with the paths of what the rule must find.
 */

interface LintCase {
  it: string;
  objects: Manifest[];
  options?: LintOptions;
  /** Paths of the findings. */
  at?: string[];
  /** Part of one of the messages. */
  says?: string;
}

const FOLDER = join(__dirname, '__fixtures__/rules');

const CASES: Record<string, { bad: LintCase[]; good: LintCase[] }> =
  Object.assign(
    {},
    ...readdirSync(FOLDER).map(file =>
      parse(readFileSync(join(FOLDER, file), 'utf8')),
    ),
  );

function findingsOf(ruleId: string, { objects, options }: LintCase) {
  return lintObjects(objects, options).filter(
    finding => finding.ruleId === ruleId,
  );
}

const rows = (quality: 'bad' | 'good') =>
  Object.entries(CASES).flatMap(([id, cases]) =>
    cases[quality].map(entry => [id, entry.it, entry] as const),
  );

describe('lintObjects', () => {
  it.each(rows('bad'))('by %s %s', (id, _, entry) => {
    const findings = findingsOf(id, entry);
    expect(findings.map(({ path }) => path).sort()).toEqual(
      [...entry.at!].sort(),
    );
    for (const { message, field, fix, docs } of findings) {
      expect(message).toContain(`'${field}' of `);
      // Who shows it puts a full stop behind it.
      expect(message).not.toMatch(/[\s,.;:]$/);
      expect(fix).toMatch(/\.$/);
      expect(docs).toBe(
        `plugins/golden-path-common/RULES.md#${id.toLowerCase()}`,
      );
    }
    expect(findings.map(({ message }) => message).join('\n')).toContain(
      entry.says ?? '',
    );
  });

  it.each(rows('good'))('by %s %s', (id, _, entry) => {
    expect(findingsOf(id, entry)).toEqual([]);
  });

  it('has a bad and a good case for every rule', () => {
    expect(Object.keys(CASES).sort()).toEqual(
      LINT_RULES.map(({ id }) => id).sort(),
    );
    for (const { bad, good } of Object.values(CASES)) {
      expect(bad.length).toBeGreaterThan(0);
      expect(good.length).toBeGreaterThan(0);
    }
  });

  it('says which object a finding is about, and whose it is', () => {
    const [finding] = lintObjects([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'ledger' },
        spec: {},
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'checkout',
          namespace: 'shop',
          annotations: {
            'backstage.io/entity-ref': 'component:default/checkout',
          },
        },
        spec: { selector: { app: 'checkout' } },
      },
    ]);
    expect(finding).toEqual({
      ruleId: 'GP-LINT-040',
      severity: 'error',
      entityRef: 'component:default/checkout',
      object: { kind: 'Service', namespace: 'shop', name: 'checkout' },
      field: 'spec.selector',
      position: 1,
      path: 'Service/checkout spec.selector',
      message:
        "'spec.selector' of Service 'checkout' is 'app=checkout', which no pod template has",
      fix: 'Select by labels that the pods have, as app.kubernetes.io/name.',
      docs: 'plugins/golden-path-common/RULES.md#gp-lint-040',
    });
  });

  it('never repeats a secret in a message', () => {
    const messages = ['GP-LINT-020', 'GP-LINT-021', 'GP-LINT-022'].flatMap(id =>
      CASES[id].bad.flatMap(entry =>
        findingsOf(id, entry).map(({ message, fix }) => message + fix),
      ),
    );
    expect(messages.length).toBeGreaterThan(5);
    for (const message of messages) {
      expect(message).not.toMatch(/user:pass|abc|AKIA|PRIVATE|hunter2|aHVu/);
    }
  });
});
