/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RuleInfo } from '../rules/types';
import { accountRules } from './rules/accountRules';
import { alertRules } from './rules/alertRules';
import { callRules } from './rules/callRules';
import { deliveryRules } from './rules/deliveryRules';
import { destinationRuleRules } from './rules/destinationRuleRules';
import { disruptionRules } from './rules/disruptionRules';
import { gatewayRules } from './rules/gatewayRules';
import { jobRules } from './rules/jobRules';
import { meshPolicyRules } from './rules/meshPolicyRules';
import { monitorRules } from './rules/monitorRules';
import { networkPolicyRules } from './rules/networkPolicyRules';
import { objectRules } from './rules/objectRules';
import { promQlRules } from './rules/promQlRules';
import { promQlSubjectRules } from './rules/promQlSubjectRules';
import { recordedSeriesRules } from './rules/recordedSeriesRules';
import { referenceRules } from './rules/referenceRules';
import { rolloutRules } from './rules/rolloutRules';
import { scalingRules } from './rules/scalingRules';
import { secretRules } from './rules/secretRules';
import { serviceRules } from './rules/serviceRules';
import { syncWaveRules } from './rules/syncWaveRules';
import { virtualServiceRules } from './rules/virtualServiceRules';
import { workloadRules } from './rules/workloadRules';
import { LintRule } from './types';
import { WORKFLOW_RULES } from './workflow/workflowRules';

/**
 * The rules about objects and how they fit together. A new rule is one constant
 * in its family's file and one row in that file's list.
 *
 * @public
 */
export const LINT_RULES: readonly LintRule[] = [
  ...objectRules,
  ...referenceRules,
  ...secretRules,
  ...workloadRules,
  ...jobRules,
  ...serviceRules,
  ...scalingRules,
  ...disruptionRules,
  ...virtualServiceRules,
  ...gatewayRules,
  ...destinationRuleRules,
  ...meshPolicyRules,
  ...networkPolicyRules,
  ...callRules,
  ...accountRules,
  ...monitorRules,
  ...promQlRules,
  ...promQlSubjectRules,
  ...alertRules,
  ...recordedSeriesRules,
  ...deliveryRules,
  ...syncWaveRules,
  ...rolloutRules,
];

/**
 * All rules of the linter, with those about workflows, for the page of the rules.
 *
 * @public
 */
export const LINT_RULE_INFOS: readonly RuleInfo[] = [
  ...LINT_RULES,
  ...WORKFLOW_RULES,
].map(({ id, severity, title, why }) => ({ id, severity, title, why }));
