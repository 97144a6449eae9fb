/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { docsOf } from '../../rules/docs';
import { Finding, RuleInfo } from '../../rules/types';
import { COMMAND_RULES } from './commandRules';
import { readWorkflow } from './workflow';
import { WORKFLOW_RULES } from './workflowRules';

/**
 * Lints a workflow of GitHub Actions, as parsed YAML. Never throws on what a
 * person wrote. `entityRef` of the findings is empty.
 *
 * @param options - `file` goes in front of each path
 * @public
 */
export function lintWorkflow(
  document: unknown,
  options: { file?: string } = {},
): Finding[] {
  const workflow = readWorkflow(document);
  return WORKFLOW_RULES.flatMap(rule =>
    rule
      .check(workflow)
      .map(({ field, problem, fix }) =>
        findingOf(rule, options.file, field, problem, fix),
      ),
  );
}

/**
 * Lints the commands of a script or of a page that tells people what to type.
 *
 * @param options - `file` goes in front of each path
 * @public
 */
export function lintScript(
  script: string,
  options: { file?: string } = {},
): Finding[] {
  return COMMAND_RULES.flatMap(rule => {
    const found = rule.check(script);
    return found
      ? [findingOf(rule, options.file, 'script', found.problem, found.fix)]
      : [];
  });
}

function findingOf(
  { id, severity }: RuleInfo,
  file: string | undefined,
  field: string,
  problem: string,
  fix: string,
): Finding {
  return {
    ruleId: id,
    severity,
    entityRef: '',
    path: file === undefined ? field : `${file} ${field}`,
    message: `'${field}' ${problem}`,
    fix,
    docs: docsOf(id),
  };
}
