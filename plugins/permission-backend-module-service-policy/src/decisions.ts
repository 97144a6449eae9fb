/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  catalogEntityDeletePermission,
  catalogEntityRefreshPermission,
} from '@backstage/plugin-catalog-common/alpha';
import { Permission } from '@backstage/plugin-permission-common';
import { applicationSyncPermission } from '@openpolicy/plugin-service-health-common';

/**
 * What the policy says to one permission.
 *
 * `allow` and `deny` hold for every resource; `owner` leaves it to the catalog to check that the user owns the entity.
 *
 * @public
 */
export type Decision = 'allow' | 'owner' | 'deny';

/**
 * What the operator may change about the policy.
 *
 * @public
 */
export interface DecisionOptions {
  /** Whether members may use the Kubernetes proxy, which the stock Kubernetes tab needs for logs. */
  kubernetesProxy: 'allow' | 'deny';
}

/** Writes that are open to somebody. A write without a row is denied. */
const WRITES: Record<string, (options: DecisionOptions) => Decision> = {
  [applicationSyncPermission.name]: () => 'owner',
  [catalogEntityRefreshPermission.name]: () => 'owner',
  [catalogEntityDeletePermission.name]: () => 'owner',
  'kubernetes.proxy': options => options.kubernetesProxy,
};

/**
 * Decides on one permission for a signed-in member, or for nobody.
 *
 * Members read everything; owners act on their own services; every other write is denied.
 *
 * @public
 */
export function decide(
  permission: Permission,
  signedIn: boolean,
  options: DecisionOptions,
): Decision {
  if (!signedIn) {
    return 'deny';
  }
  const write = Object.hasOwn(WRITES, permission.name)
    ? WRITES[permission.name]
    : undefined;
  if (write) {
    return write(options);
  }
  return permission.attributes.action === 'read' ? 'allow' : 'deny';
}
