/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { goldenPathPermissions } from './permissions';

describe('goldenPathPermissions', () => {
  it('have these names and actions, and a change is of a catalog entity so that isEntityOwner works', () => {
    expect(
      goldenPathPermissions.map(permission => [
        permission.name,
        permission.attributes.action,
        permission.type === 'resource' ? permission.resourceType : undefined,
      ]),
    ).toEqual([
      ['golden-path.service.create', 'create', undefined],
      ['golden-path.service.change', 'update', 'catalog-entity'],
      ['golden-path.port.reserve', 'create', undefined],
    ]);
  });
});
