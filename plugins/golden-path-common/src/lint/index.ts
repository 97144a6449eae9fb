/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/*
 * The linter: how objects fit together, which validators of schemas do not see.
 */

export { lintObjects, ruleFileObject } from './lintObjects';
export { lintPlatform, lintService } from './lintPlatform';
export { lintRepository } from './lintRepository';
export { lintScript, lintWorkflow } from './workflow/lintWorkflow';
export { factsOfPlatform } from './platformFacts';
export { LINT_RULE_INFOS, LINT_RULES } from './registry';
export { ObjectIndex } from './ObjectIndex';
export type {
  KnownService,
  LintFinding,
  LintObject,
  LintOptions,
  LintRule,
  LintViolation,
  PlatformFacts,
} from './types';
