/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  catalogEntityDeletePermission,
  catalogEntityRefreshPermission,
} from '@backstage/plugin-catalog-common/alpha';
import { Permission } from '@backstage/plugin-permission-common';
import {
  actionExecutePermission,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  goldenPathPortReservePermission,
  goldenPathServiceChangePermission,
  goldenPathServiceCreatePermission,
} from '@openpolicy/plugin-golden-path-common';
import { applicationSyncPermission } from '@openpolicy/plugin-service-health-common';

/**
 * What the policy says to one permission.
 *
 * `allow` and `deny` hold for every resource; `owner` leaves it to the catalog to check that the user owns the entity, `starter` to the
 * scaffolder that the user started the task.
 *
 * @public
 */
export type Decision = 'allow' | 'owner' | 'starter' | 'deny';

/**
 * What the operator may change about the policy.
 *
 * @public
 */
export interface DecisionOptions {
  /** Whether members may use the Kubernetes proxy, which the stock Kubernetes tab needs for logs. */
  kubernetesProxy: 'allow' | 'deny';
}

/** Permissions that are not decided by what they do. A write without a row is denied. */
const ROWS: Record<string, (options: DecisionOptions) => Decision> = {
  [applicationSyncPermission.name]: () => 'owner',
  [catalogEntityRefreshPermission.name]: () => 'owner',
  [catalogEntityDeletePermission.name]: () => 'owner',
  'kubernetes.proxy': options => options.kubernetesProxy,
  // Making a service. Who may own it is checked by golden-path-backend.
  [goldenPathServiceCreatePermission.name]: () => 'allow',
  [goldenPathPortReservePermission.name]: () => 'allow',
  [goldenPathServiceChangePermission.name]: () => 'owner',
  // Templates come from the configuration only, so running one is running what the operator chose. Not so
  // scaffolder.template.dry-run and .management, which take a template from the browser: they have no row.
  [taskCreatePermission.name]: () => 'allow',
  [actionExecutePermission.name]: () => 'allow',
  // A task's log and input are for who started it (CVE-2026-106506).
  [taskReadPermission.name]: () => 'starter',
  [taskCancelPermission.name]: () => 'starter',
};

/**
 * Decides on one permission for a signed-in member, or for nobody.
 *
 * Members read everything but others' tasks; owners act on their own services; every other write is denied.
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
  const row = Object.hasOwn(ROWS, permission.name)
    ? ROWS[permission.name]
    : undefined;
  if (row) {
    return row(options);
  }
  return permission.attributes.action === 'read' ? 'allow' : 'deny';
}
