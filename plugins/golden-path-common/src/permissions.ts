/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * To make a service: to check a draft, and to try its objects on a cluster.
 *
 * @public
 */
export const goldenPathServiceCreatePermission = createPermission({
  name: 'golden-path.service.create',
  attributes: { action: 'create' },
});

/**
 * To change a service that is there. On the catalog entity, so that rules like
 * `isEntityOwner` apply.
 *
 * @public
 */
export const goldenPathServiceChangePermission = createPermission({
  name: 'golden-path.service.change',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * To take a port of a platform's pool for a while, and to give it back.
 *
 * @public
 */
export const goldenPathPortReservePermission = createPermission({
  name: 'golden-path.port.reserve',
  attributes: { action: 'create' },
});

/**
 * All permissions of the plugin.
 *
 * @public
 */
export const goldenPathPermissions = [
  goldenPathServiceCreatePermission,
  goldenPathServiceChangePermission,
  goldenPathPortReservePermission,
];
