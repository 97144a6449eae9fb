/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceSpec } from '../spec/serviceSpec';
import { ServiceRule, Violation } from './types';

const ROOT = 'spec.runtime.rbac';

type RbacRule = ServiceSpec['rbac'][number];

const FIELDS = ['apiGroups', 'resources', 'resourceNames', 'verbs'] as const;

function eachRule(
  spec: ServiceSpec,
  check: (rule: RbacRule, path: string) => Violation[],
): Violation[] {
  return spec.rbac.flatMap((rule, index) => check(rule, `${ROOT}[${index}]`));
}

/** @internal */
export const rbacWildcard: ServiceRule = {
  id: 'GP-RBAC-001',
  severity: 'error',
  scope: 'service',
  title: 'Permissions name groups, resources and verbs, never *',
  why: 'A star grants what the next release of Kubernetes adds, too.',
  fields: FIELDS.map(field => `${ROOT}[].${field}`),
  example: {
    runtime: { rbac: [{ resources: ['configmaps'], verbs: ['*'] }] },
  },
  check: ({ spec }) =>
    eachRule(spec, (rule, path) =>
      FIELDS.flatMap(field => {
        const isEmpty = field !== 'resourceNames' && rule[field].length === 0;
        const star = rule[field].find(entry => entry.includes('*'));
        return isEmpty || star !== undefined
          ? [
              {
                path: `${path}.${field}`,
                message: `'${path}.${field}' ${
                  isEmpty ? 'is an empty list' : `holds '${star}'`
                }`,
                fix: 'Write each entry out.',
              },
            ]
          : [];
      }),
    ),
};

/** @internal */
export const rbacSecrets: ServiceRule = {
  id: 'GP-RBAC-002',
  severity: 'error',
  scope: 'service',
  title: 'Permissions on secrets name the secrets, and only read them',
  why: 'All services of the platform keep theirs in one namespace: without names, one service reads all.',
  fields: [`${ROOT}[].resourceNames`, `${ROOT}[].verbs`],
  example: { runtime: { rbac: [{ resources: ['secrets'], verbs: ['get'] }] } },
  check: ({ spec }) =>
    eachRule(spec, (rule, path) => {
      if (!rule.resources.some(name => name.split('/')[0] === 'secrets')) {
        return [];
      }
      const others = rule.verbs.filter(verb => verb !== 'get');
      if (rule.resourceNames.length === 0) {
        return [
          {
            path: `${path}.resourceNames`,
            message: `'${path}.resourceNames' is an empty list beside 'secrets'`,
            fix: "Name the secrets, or mount them by 'spec.runtime.secrets', which needs no permission.",
          },
        ];
      }
      return others.length === 0
        ? []
        : [
            {
              path: `${path}.verbs`,
              message: `'${path}.verbs' holds '${others[0]}' beside 'secrets'`,
              fix: 'Allow get alone: a list shows every secret, and External Secrets writes them.',
            },
          ];
    }),
};

/** Verbs and resources by which a process gives itself more than it has. */
const ESCALATING_VERBS = ['escalate', 'bind', 'impersonate', 'approve', 'sign'];
const ESCALATING_RESOURCES =
  /^(roles|rolebindings|clusterroles|clusterrolebindings|serviceaccounts\/token|pods\/(exec|attach|portforward|proxy|ephemeralcontainers)|nodes\/proxy|services\/proxy|certificatesigningrequests(\/approval)?|mutatingwebhookconfigurations|validatingwebhookconfigurations)$/;

/** @internal */
export const rbacEscalation: ServiceRule = {
  id: 'GP-RBAC-003',
  severity: 'error',
  scope: 'service',
  title: 'No permission leads to further permissions',
  why: 'Who may bind a role, take a token or run a command in another pod has what the other has.',
  fields: [`${ROOT}[].verbs`, `${ROOT}[].resources`],
  example: {
    runtime: { rbac: [{ resources: ['pods/exec'], verbs: ['create'] }] },
  },
  check: ({ spec }) =>
    eachRule(spec, (rule, path) => {
      const verb = rule.verbs.find(entry => ESCALATING_VERBS.includes(entry));
      if (verb) {
        return [
          {
            path: `${path}.verbs`,
            message: `'${path}.verbs' holds '${verb}', which gives further permissions`,
            fix: 'Remove it; a person grants what is missing.',
          },
        ];
      }
      const resource = rule.resources.find(
        entry =>
          ESCALATING_RESOURCES.test(entry) &&
          // Reading roles gives nothing; reading a subresource acts on it.
          (entry.includes('/') ||
            rule.verbs.some(
              other => !['get', 'list', 'watch'].includes(other),
            )),
      );
      return resource
        ? [
            {
              path: `${path}.resources`,
              message: `'${path}.resources' holds '${resource}', which gives further permissions`,
              fix: 'Remove it; a person grants what is missing.',
            },
          ]
        : [];
    }),
};

const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
];

/** @internal */
export const rbacForm: ServiceRule = {
  id: 'GP-RBAC-004',
  severity: 'error',
  scope: 'service',
  title: 'Permissions are ones that the API server can grant',
  why: 'It takes any word and grants nothing for those that it does not know; and no name fits an object that is yet to be made.',
  fields: FIELDS.map(field => `${ROOT}[].${field}`),
  example: {
    runtime: { rbac: [{ resources: ['ConfigMap'], verbs: ['get'] }] },
  },
  check: ({ spec }) =>
    eachRule(spec, (rule, path) => {
      const violations: Violation[] = [];
      const report = (field: string, value: string, fix: string) =>
        violations.push({
          path: `${path}.${field}`,
          message: `'${path}.${field}' holds '${value}', which grants nothing`,
          fix,
        });
      // Stars and the verbs of GP-RBAC-003 have a finding of their own.
      for (const verb of rule.verbs) {
        if (
          !VERBS.includes(verb) &&
          !ESCALATING_VERBS.includes(verb) &&
          !verb.includes('*')
        ) {
          report('verbs', verb, `Take one of ${VERBS.join(', ')}.`);
        }
      }
      for (const resource of rule.resources) {
        if (
          !/^[a-z][a-z0-9.-]*(\/[a-z]+)?$/.test(resource) &&
          !resource.includes('*')
        ) {
          report(
            'resources',
            resource,
            'Write the plural in lower case, as configmaps.',
          );
        }
      }
      for (const group of rule.apiGroups) {
        if (!/^([a-z0-9][a-z0-9.-]*)?$/.test(group) && !group.includes('*')) {
          report(
            'apiGroups',
            group,
            'Write the group without its version, as apps, or an empty text for the core group.',
          );
        }
      }
      const named = ['create', 'deletecollection'].find(verb =>
        rule.verbs.includes(verb),
      );
      if (rule.resourceNames.length > 0 && named) {
        report('verbs', named, 'Put it into a rule without resourceNames.');
      }
      return violations;
    }),
};

/** @internal */
export const rbacRules = [rbacWildcard, rbacSecrets, rbacEscalation, rbacForm];
