/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/* eslint-disable jest/no-export, jest/valid-title */

import { findingsOfExample } from '../rules/examples';
import { Finding, RuleExample } from '../rules/types';
import { validateService } from '../rules/validate';
import { makeService, NOW } from './builders';

/** Part of `spec.runtime`, laid over that of a service that breaks no rule. */
export type Runtime = NonNullable<Parameters<typeof makeService>[0]>['runtime'];

/** What a rule finds, with the path, and what it is content with. */
export interface RuleCases<Subject> {
  bad: Array<[subject: Subject, path: string]>;
  good: Subject[];
}

/** Tables about rules that need one service only. */
export function describeServiceRules(
  family: string,
  cases: Record<string, RuleCases<Runtime>>,
): void {
  describeRules(family, cases, runtime =>
    validateService(makeService({ runtime }), { now: NOW }),
  );
}

/** Tables about rules that need a platform: other services, environments. */
export function describeModelRules(
  family: string,
  cases: Record<string, RuleCases<RuleExample>>,
): void {
  describeRules(family, cases, example => findingsOfExample(example, NOW));
}

function describeRules<Subject>(
  family: string,
  cases: Record<string, RuleCases<Subject>>,
  judge: (subject: Subject) => Finding[],
): void {
  const rows = Object.entries(cases);
  describe(family, () => {
    it.each(
      rows.flatMap(([id, { bad }]) =>
        bad.map(
          ([subject, path]) =>
            [id, JSON.stringify(subject), path, subject] as const,
        ),
      ),
    )('%s finds %s at %s', (id, _, path, subject) => {
      const finding = judge(subject).find(
        ({ ruleId, path: at }) => ruleId === id && at === path,
      );
      expect(finding).toMatchObject({
        path,
        docs: `plugins/golden-path-common/RULES.md#${id.toLowerCase()}`,
      });
      expect(finding!.message).toContain(`'${path}'`);
      expect(finding!.fix).toMatch(/\.$/);
    });

    it.each(
      rows.flatMap(([id, { good }]) =>
        good.map(subject => [id, JSON.stringify(subject), subject] as const),
      ),
    )('%s is content with %s', (id, _, subject) => {
      expect(judge(subject).filter(({ ruleId }) => ruleId === id)).toEqual([]);
    });
  });
}
