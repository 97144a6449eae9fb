/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PrometheusRuleView } from './alertGroups';
import { PromQlSelector } from './promql';
import { LintViolation } from './types';

/** Asks each selector of each rule what is wrong with it. */
export function selectorViolations(
  rules: readonly PrometheusRuleView[],
  problemOf: (
    selector: PromQlSelector,
  ) => { problem: string; fix: string } | undefined,
): LintViolation[] {
  const violations: LintViolation[] = [];
  for (const { object, field, parsed } of rules) {
    const seen = new Set<string>();
    for (const selector of parsed.selectors) {
      const found = problemOf(selector);
      // One selector often stands on both sides of an operator.
      if (found && !seen.has(found.problem)) {
        seen.add(found.problem);
        violations.push({ object, field: `${field}.expr`, ...found });
      }
    }
  }
  return violations;
}
