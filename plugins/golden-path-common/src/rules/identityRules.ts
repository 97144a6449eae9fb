/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  canaryName,
  DEFAULT_DENY,
  edgeName,
  GATEWAY_CALLER,
  headlessName,
  pascalCase,
  publicName,
} from '../render/conventions';
import { edgesTo } from '../graph/edges';
import { firstByKey, oncePerModel } from '../model/lookups';
import { PlatformRule, ServiceRule } from './types';

interface Taken {
  what: string;
  related?: string[];
}

/** Names of objects in the namespace that are derived from other names. */
const takenNames = oncePerModel(model => {
  const taken = new Map<string, Taken>([
    // Kubernetes makes a ServiceAccount of that name in each namespace.
    ['default', { what: 'every namespace has already' }],
    [GATEWAY_CALLER, { what: "stands for the platform's gateway in policies" }],
    [DEFAULT_DENY, { what: 'is a policy of the platform' }],
  ]);
  for (const service of model.services) {
    const owner = {
      what: `belongs to '${service.name}'`,
      related: [service.entityRef],
    };
    taken.set(canaryName(service.name), owner);
    taken.set(headlessName(service.name), owner);
    taken.set(publicName(service.name), owner);
    for (const { caller } of edgesTo(service, model)) {
      taken.set(edgeName(service.name, caller.name), owner);
    }
  }
  return taken;
});

const firstNamed = firstByKey(({ name }) => [name]);

const firstAlerting = firstByKey(({ name }) => [pascalCase(name)]);

/** @internal */
export const serviceName: ServiceRule = {
  id: 'GP-NAME-001',
  severity: 'error',
  scope: 'service',
  title:
    'The name is a DNS-1035 label of at most 50 characters: lower case, digits, dashes, a letter first',
  why: 'It becomes the name of a Kubernetes Service; 50 leaves room for -canary and a hash.',
  fields: ['metadata.name'],
  example: { component: { name: '9lives' } },
  check: service =>
    /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(service.name) &&
    service.name.length <= 50
      ? []
      : [
          {
            path: 'metadata.name',
            message: `'metadata.name' is '${service.name}', which cannot be the name of a Kubernetes Service`,
            fix: 'Use lower case letters, digits and dashes, begin with a letter, 50 characters at most.',
          },
        ],
};

/** @internal */
export const serviceNameUnique: PlatformRule = {
  id: 'GP-NAME-002',
  severity: 'error',
  scope: 'platform',
  title: 'A name is used by one service of the System',
  why: 'All services of a System share one Kubernetes namespace, whatever their catalog namespace is.',
  fields: ['metadata.name'],
  example: { others: { 'elsewhere/checkout': { ports: [{ port: 7017 }] } } },
  check: (service, model) => {
    const first = firstNamed(model).get(service.name);
    return !first || first.entityRef === service.entityRef
      ? []
      : [
          {
            path: 'metadata.name',
            message: `'metadata.name' is '${service.name}', as is that of '${first.entityRef}'`,
            fix: 'Rename one of the two.',
            related: [first.entityRef],
          },
        ];
  },
};

/** @internal */
export const serviceNameReserved: PlatformRule = {
  id: 'GP-NAME-003',
  severity: 'error',
  scope: 'platform',
  title: "A name is not that of another service's canary, edge or pods",
  why: 'Two objects of one kind and name are one object: each sync undoes the other.',
  fields: ['metadata.name'],
  example: { others: { 'checkout-canary': { ports: [{ port: 7017 }] } } },
  check: (service, model) => {
    const owner = takenNames(model).get(service.name);
    return owner === undefined
      ? []
      : [
          {
            path: 'metadata.name',
            message: `'metadata.name' is '${service.name}', which ${owner.what}`,
            fix: 'Take another name.',
            related: owner.related,
          },
        ];
  },
};

/** @internal */
export const alertNameUnique: PlatformRule = {
  id: 'GP-NAME-004',
  severity: 'error',
  scope: 'platform',
  title: 'Names of services differ by more than dashes',
  why: "Alerts are named after the service without its dashes: one service's critical alert would mute the other's warning.",
  fields: ['metadata.name'],
  example: {
    component: { name: 'step2' },
    others: { 'step-2': { ports: [{ port: 7017 }] } },
  },
  check: (service, model) => {
    const first = firstAlerting(model).get(pascalCase(service.name));
    // Services of one name are GP-NAME-002.
    return !first || first.name === service.name
      ? []
      : [
          {
            path: 'metadata.name',
            message: `'metadata.name' is '${
              service.name
            }', whose alerts are named '${pascalCase(
              service.name,
            )}' as those of '${first.name}'`,
            fix: 'Rename one of the two.',
            related: [first.entityRef],
          },
        ];
  },
};

/** @internal */
export const ownerIsGroup: ServiceRule = {
  id: 'GP-OWNER-001',
  severity: 'error',
  scope: 'service',
  title: 'The owner is a Group',
  why: 'Alerts go to the owner: a person is away at times, a group has somebody on call.',
  fields: ['spec.owner'],
  example: { component: { owner: 'user:default/guest' } },
  check: service =>
    service.owner.startsWith('group:')
      ? []
      : [
          {
            path: 'spec.owner',
            message: `'spec.owner' is '${service.owner}', which is no Group`,
            fix: 'Name the Group that runs the service, as group:default/platform-team.',
          },
        ],
};

/** @internal */
export const ownerExists: PlatformRule = {
  id: 'GP-OWNER-002',
  severity: 'error',
  scope: 'platform',
  title: 'The owner is in the catalog',
  why: 'Alerts for an owner that does not exist reach nobody.',
  fields: ['spec.owner'],
  example: { component: { owner: 'nobody' } },
  check: (service, { entityRefs }) =>
    entityRefs.has(service.owner)
      ? []
      : [
          {
            path: 'spec.owner',
            message: `'spec.owner' is '${service.owner}', which is not in the catalog`,
            fix: 'Correct the reference, or add the Group.',
          },
        ],
};

/** @internal */
export const ownerReachable: PlatformRule = {
  id: 'GP-OWNER-003',
  severity: 'warning',
  scope: 'platform',
  title: "The owner's Group has an address",
  why: 'Alerts are sent there; without one they wait on a page until somebody looks.',
  fields: ['spec.owner'],
  example: { component: { owner: 'quiet-team' } },
  check: (service, { groups }) => {
    const group = groups.get(service.owner);
    return !group || group.email
      ? []
      : [
          {
            path: 'spec.owner',
            message: `'spec.owner' is '${service.owner}', a Group without spec.profile.email`,
            fix: 'Give the Group the address of its on-call list.',
            related: [service.owner],
          },
        ];
  },
};

/** @internal */
export const identityRules = [
  serviceName,
  serviceNameUnique,
  serviceNameReserved,
  alertNameUnique,
  ownerIsGroup,
  ownerExists,
  ownerReachable,
];
