/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformRule, ServiceRule } from './types';

/** @internal */
export const serviceName: ServiceRule = {
  id: 'GP-NAME-001',
  severity: 'error',
  scope: 'service',
  title:
    'The name is a DNS-1035 label of at most 50 characters: lower case, digits, dashes, a letter first',
  why: 'It becomes the name of a Kubernetes Service; 50 leaves room for -canary and a hash.',
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
  check: (service, { services }) => {
    const first = services.find(other => other.name === service.name);
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
export const ownerIsGroup: ServiceRule = {
  id: 'GP-OWNER-001',
  severity: 'error',
  scope: 'service',
  title: 'The owner is a Group',
  why: 'Alerts go to the owner: a person is away at times, a group has somebody on call.',
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
export const identityRules = [
  serviceName,
  serviceNameUnique,
  ownerIsGroup,
  ownerExists,
];
