/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertRules } from './alertRules';
import { businessRules } from './businessRules';
import { configRules } from './configRules';
import { containerRules } from './containerRules';
import { dependencyRules } from './dependencyRules';
import { ENDPOINT_RULES } from './endpointRules';
import { environmentRules } from './environmentRules';
import { gatewayRules } from './gatewayRules';
import { identityRules } from './identityRules';
import { imageRules } from './imageRules';
import { patchRules } from './patchRules';
import { PLATFORM_RULES, systemRules } from './platformRules';
import { poolRules } from './poolRules';
import { portRules } from './portRules';
import { providerRules } from './providerRules';
import { quotaRules } from './quotaRules';
import { rbacRules } from './rbacRules';
import { resourceRules } from './resourceRules';
import { rolloutRules } from './rolloutRules';
import { scaleRules } from './scaleRules';
import { securityRules } from './securityRules';
import { sloRules } from './sloRules';
import { SPEC_RULES } from './specRules';
import { trafficRules } from './trafficRules';
import { Rule, SpecRuleInfo } from './types';
import { WAIVER_RULES } from './waiverRules';
import { workloadRules } from './workloadRules';

/**
 * The rules that have a check. A new rule is one constant in its family's file
 * and one row in that file's list.
 *
 * @public
 */
export const RULES: readonly Rule[] = [
  ...identityRules,
  ...portRules,
  ...poolRules,
  ...workloadRules,
  ...scaleRules,
  ...resourceRules,
  ...imageRules,
  ...containerRules,
  ...configRules,
  ...dependencyRules,
  ...providerRules,
  ...trafficRules,
  ...gatewayRules,
  ...rolloutRules,
  ...sloRules,
  ...alertRules,
  ...businessRules,
  ...securityRules,
  ...rbacRules,
  ...environmentRules,
  ...patchRules,
  ...systemRules,
  ...quotaRules,
];

/**
 * All rules there are, with those that the schema, the look-up of Systems,
 * endpoints and waivers carry out, sorted by id. Ids are never used twice nor
 * given another meaning.
 *
 * @public
 */
export const RULE_INFOS: readonly SpecRuleInfo[] = [
  ...RULES,
  ...Object.values(SPEC_RULES),
  ...Object.values(PLATFORM_RULES),
  ...Object.values(ENDPOINT_RULES),
  ...Object.values(WAIVER_RULES),
]
  .map(({ id, severity, title, why, fields, example }) => ({
    id,
    severity,
    title,
    why,
    fields,
    example,
  }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));
