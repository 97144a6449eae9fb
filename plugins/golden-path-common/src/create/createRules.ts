/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { docsOf } from '../rules/docs';
import { RuleInfo } from '../rules/types';
import { PreviewFinding } from './preview/types';

/**
 * A rule about a service that is yet to be made. What there is to do about it is
 * the same whatever it finds.
 *
 * @public
 */
export interface CreateRule extends RuleInfo {
  fix: string;
}

/**
 * What can be wrong with the request for a new service, besides what the rules of
 * the spec say. The preview in the browser finds some of it; the rest takes the
 * catalog, the Git server and the cluster, which the portal's backend asks.
 *
 * @public
 */
export const CREATE_RULES = {
  nameTaken: {
    id: 'GP-CREATE-001',
    severity: 'error',
    title: 'The catalog has no service of that name',
    why: "The files of the new service would take the place of the other one's.",
    fix: 'Choose another name, or change the service that has it from its page.',
  },
  ownerUnknown: {
    id: 'GP-CREATE-002',
    severity: 'error',
    title: 'The owner is a Group of the catalog',
    why: 'Alerts of the service would reach nobody.',
    fix: 'Choose a group of the catalog.',
  },
  ownerForeign: {
    id: 'GP-CREATE-003',
    severity: 'error',
    title: 'Who makes a service belongs to the group that will own it',
    why: 'Nobody else can oblige a team to run a service. `goldenPath.creation.owners: any` in the configuration of the portal switches this off.',
    fix: 'Choose a group that you belong to, or ask one of its members to make the service.',
  },
  platformMissing: {
    id: 'GP-CREATE-004',
    severity: 'error',
    title: 'The System is one of the catalog, with a valid `spec.platform`',
    why: 'It says where the service runs, and which ports, alerts and rights it gets.',
    fix: 'Choose a System with a platform, or ask the platform team for one.',
  },
  portTaken: {
    id: 'GP-CREATE-005',
    severity: 'error',
    title: 'The port is free',
    why: 'A service of the catalog uses it, somebody has reserved it, or a Service of the cluster answers on it.',
    fix: 'Take a free port of the pool.',
  },
  repositoryExists: {
    id: 'GP-CREATE-006',
    severity: 'error',
    title: 'There is no repository of that name yet',
    why: 'What is in it may be the work of somebody else, so the portal writes nothing to it.',
    fix: 'Choose another name. If a failed run left it behind, remove what that run made first.',
  },
  objectExists: {
    id: 'GP-CREATE-007',
    severity: 'error',
    title: 'The cluster has no Service or application of that name yet',
    why: 'Argo CD would take over an object that the catalog knows nothing of.',
    fix: 'Choose another name. If a failed run left it behind, remove what that run made first.',
  },
  gitSilent: {
    id: 'GP-CREATE-008',
    severity: 'error',
    title: 'It can be seen whether the repository exists',
    why: 'The Git server does not answer, or the configuration of the portal does not say where repositories are made. The task would fail after half of its steps.',
    fix: 'Try again once the Git server answers; if it stays, tell the platform team.',
  },
  notRendered: {
    id: 'GP-CREATE-009',
    severity: 'error',
    title: 'What no rule is against can be rendered',
    why: 'A fault of the golden path itself, and not of the service.',
    fix: 'Undo the last change. If nothing is wrong with it, tell the platform team.',
  },
  fieldMissing: {
    id: 'GP-CREATE-010',
    severity: 'error',
    title: 'Every field that has no default is filled in',
    why: 'The preview shows a placeholder in its place, and a service cannot be made of that.',
    fix: 'Fill it in.',
  },
  clusterSilent: {
    id: 'GP-CREATE-011',
    severity: 'warning',
    title: 'It can be seen which names and ports the cluster uses',
    why: 'The cluster does not answer, so only the catalog and the reservations say what is taken.',
    fix: 'Try again later, or go on: the dry run needs the cluster anyhow.',
  },
} as const satisfies Record<string, CreateRule>;

/**
 * A finding of one of these rules.
 *
 * @public
 */
export function createFinding(
  rule: keyof typeof CREATE_RULES,
  about: Pick<PreviewFinding, 'path' | 'message'> &
    Partial<Pick<PreviewFinding, 'entityRef' | 'field' | 'related'>>,
): PreviewFinding {
  const { id, severity, fix } = CREATE_RULES[rule];
  return {
    ruleId: id,
    severity,
    entityRef: '',
    ...about,
    fix,
    docs: docsOf(id),
  };
}
