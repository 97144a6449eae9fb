/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { listAt, textAt, textsAt } from '../access';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule } from '../types';
import { podField, serviceOf, Workload } from '../workload';

/*
 * ServiceAccounts and what they may do at the Kubernetes API.
 */

/** A subject of a binding that stands for accounts of a namespace. */
interface BoundAccount {
  field: string;
  namespace: string;
  name: string;
}

const WHOLE_GROUP = /^system:(serviceaccounts(:|$)|authenticated$)/;

/** @internal */
export const accountExists: LintRule = {
  id: 'GP-LINT-120',
  severity: 'error',
  title: 'The ServiceAccount of a workload is there',
  why: 'No pod is created: the ReplicaSet waits for the account.',
  check: index =>
    index.workloads.flatMap(workload => {
      const { object, serviceAccount, templateField } = workload;
      return serviceAccount === undefined ||
        serviceAccount === 'default' ||
        !index.isComplete ||
        index.find('ServiceAccount', object.namespace, serviceAccount) ||
        index.facts.serviceAccounts?.includes(
          `${object.namespace}/${serviceAccount}`,
        )
        ? []
        : {
            object,
            field: podField(templateField, 'serviceAccountName'),
            problem: `is '${serviceAccount}', and no ServiceAccount has that name`,
            fix: 'Add the ServiceAccount, or correct the name.',
          };
    }),
};

/** @internal */
export const accountShared: LintRule = {
  id: 'GP-LINT-121',
  severity: 'error',
  title: 'Every service has a ServiceAccount of its own',
  why: 'The account is the identity in the mesh: a policy that lets one of them in lets all of them in.',
  check: index => {
    const owners = new Map<string, Workload>();
    return index.workloads.flatMap(workload => {
      const { object, serviceAccount, templateField } = workload;
      if (serviceAccount === undefined || serviceAccount === 'default') {
        return [];
      }
      const key = `${object.namespace}/${serviceAccount}`;
      const owner = owners.get(key);
      if (!owner) {
        owners.set(key, workload);
        return [];
      }
      return serviceOf(owner) === serviceOf(workload)
        ? []
        : {
            object,
            field: podField(templateField, 'serviceAccountName'),
            problem: `is '${serviceAccount}', which ${owner.object.kind} '${owner.object.name}' has too`,
            fix: 'Give each service a ServiceAccount with its own name.',
          };
    });
  },
};

/** @internal */
export const accountDefault: LintRule = {
  id: 'GP-LINT-122',
  severity: 'warning',
  title: 'No workload runs as ServiceAccount default',
  why: 'It shares its identity with everything else in the namespace that names none.',
  check: index =>
    index.workloads
      .filter(
        ({ serviceAccount }) =>
          serviceAccount === undefined || serviceAccount === 'default',
      )
      .map(({ object, templateField }) => ({
        object,
        field: podField(templateField, 'serviceAccountName'),
        problem: "is 'default' or not set",
        fix: 'Name a ServiceAccount of the service alone.',
      })),
};

/** @internal */
export const roleShared: LintRule = {
  id: 'GP-LINT-123',
  severity: 'error',
  title: 'No right to list everything goes to an account that services share',
  why: 'One service that is broken into reads what all of them may read.',
  check: index =>
    roles(index).flatMap(({ object, accounts, isGroup }) => {
      const shared = accounts.find(account => isShared(index, account));
      return (isGroup || shared) && isBroad(object)
        ? {
            object,
            field: 'rules',
            problem: `lets ${
              shared
                ? `shared ServiceAccount '${shared.name}'`
                : 'every account'
            } read objects that it does not name`,
            fix: 'Name the objects in resourceNames, and bind the Role to the account of one service.',
          }
        : [];
    }),
};

/** @internal */
export const roleWildcard: LintRule = {
  id: 'GP-LINT-124',
  severity: 'error',
  title: 'No Role of a service has a star',
  why: 'It grants what nobody asked for, and what later releases of the cluster add.',
  check: index =>
    index.ofKind('Role').flatMap(object =>
      listAt(object.manifest, 'rules').flatMap((rule, i) =>
        ['apiGroups', 'resources', 'verbs']
          .filter(field => textsAt(rule, field).includes('*'))
          .map(field => ({
            object,
            field: `rules[${i}].${field}`,
            problem: "has '*'",
            fix: 'Write what the service needs, word by word.',
          })),
      ),
    ),
};

/** @internal */
export const roleBound: LintRule = {
  id: 'GP-LINT-125',
  severity: 'warning',
  title:
    'A Role is bound to somebody, and a RoleBinding binds a Role that is there',
  why: 'A Role alone grants nothing; a binding to nothing grants nothing either.',
  check: index => {
    if (!index.isComplete) {
      return [];
    }
    const bindings = index.ofKind('RoleBinding');
    return [
      ...index
        .ofKind('Role')
        .filter(role => !bindings.some(binding => refersTo(binding, role)))
        .map(object => ({
          object,
          field: 'metadata.name',
          problem: 'is bound by no RoleBinding',
          fix: 'Add a RoleBinding, or remove the Role.',
        })),
      ...bindings.flatMap(object => {
        const name = textAt(object.manifest, 'roleRef', 'name') ?? '';
        return textAt(object.manifest, 'roleRef', 'kind') !== 'Role' ||
          index.find('Role', object.namespace, name)
          ? []
          : {
              object,
              field: 'roleRef.name',
              problem: `is '${name}', and no Role has that name`,
              fix: 'Add the Role, or correct the name.',
            };
      }),
      ...bindings.flatMap(object =>
        subjectsOf(object).flatMap(({ namespace, name, field }) =>
          name === 'default' ||
          index.find('ServiceAccount', namespace, name) ||
          index.facts.serviceAccounts?.includes(`${namespace}/${name}`) ||
          !index.knowsAll(namespace, 'serviceAccounts')
            ? []
            : {
                object,
                field: `${field}.name`,
                problem: `is '${name}', and no ServiceAccount has that name`,
                fix: 'Add the ServiceAccount, or correct the name.',
              },
        ),
      ),
    ];
  },
};

/** Roles with the accounts that they are bound to. */
function roles(index: ObjectIndex) {
  const bindings = [
    ...index.ofKind('RoleBinding'),
    ...index.ofKind('ClusterRoleBinding'),
  ];
  return [...index.ofKind('Role'), ...index.ofKind('ClusterRole')].map(
    object => {
      const own = bindings.filter(binding => refersTo(binding, object));
      return {
        object,
        accounts: own.flatMap(subjectsOf),
        isGroup: own.some(({ manifest }) =>
          listAt(manifest, 'subjects').some(
            subject =>
              textAt(subject, 'kind') === 'Group' &&
              WHOLE_GROUP.test(textAt(subject, 'name') ?? ''),
          ),
        ),
      };
    },
  );
}

function refersTo(binding: LintObject, role: LintObject): boolean {
  return (
    textAt(binding.manifest, 'roleRef', 'kind') === role.kind &&
    textAt(binding.manifest, 'roleRef', 'name') === role.name &&
    (role.kind === 'ClusterRole' || binding.namespace === role.namespace)
  );
}

function subjectsOf({ manifest, namespace }: LintObject): BoundAccount[] {
  return listAt(manifest, 'subjects').flatMap((subject, i) => {
    const name = textAt(subject, 'name');
    return textAt(subject, 'kind') === 'ServiceAccount' && name !== undefined
      ? [
          {
            field: `subjects[${i}]`,
            name,
            namespace: textAt(subject, 'namespace') ?? namespace,
          },
        ]
      : [];
  });
}

/** Whether services share an account, or might because it is the default one. */
function isShared(index: ObjectIndex, account: BoundAccount): boolean {
  if (account.name === 'default') {
    return true;
  }
  const services = index
    .workloadsIn(account.namespace)
    .filter(({ serviceAccount }) => serviceAccount === account.name)
    .map(serviceOf);
  return new Set(services).size > 1;
}

function isBroad({ manifest }: LintObject): boolean {
  return listAt(manifest, 'rules').some(
    rule =>
      textsAt(rule, 'resourceNames').length === 0 &&
      textsAt(rule, 'verbs').some(verb =>
        ['get', 'list', 'watch', '*'].includes(verb),
      ),
  );
}

/** @internal */
export const accountRules = [
  accountExists,
  accountShared,
  accountDefault,
  roleShared,
  roleWildcard,
  roleBound,
];
