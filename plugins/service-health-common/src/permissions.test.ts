/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { serviceHealthPermissions } from './permissions';

describe('serviceHealthPermissions', () => {
  it('have these names and actions, and apply to catalog entities so that isEntityOwner works', () => {
    expect(
      serviceHealthPermissions.map(permission => [
        permission.name,
        permission.attributes.action,
        permission.resourceType,
      ]),
    ).toEqual([
      ['service-health.service.read', 'read', RESOURCE_TYPE_CATALOG_ENTITY],
      [
        'service-health.application.sync',
        'update',
        RESOURCE_TYPE_CATALOG_ENTITY,
      ],
    ]);
  });
});
