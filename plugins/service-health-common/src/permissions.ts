/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * To see the health, delivery and alerts of a service. On the catalog entity, so that rules like `isEntityOwner` apply.
 *
 * @public
 */
export const serviceHealthReadPermission = createPermission({
  name: 'service-health.service.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * To sync the applications of a service.
 *
 * @public
 */
export const applicationSyncPermission = createPermission({
  name: 'service-health.application.sync',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * All permissions of the plugin.
 *
 * @public
 */
export const serviceHealthPermissions = [
  serviceHealthReadPermission,
  applicationSyncPermission,
];
