/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

describe('the Role', () => {
  const rbac = [
    { resources: ['configmaps'], resourceNames: ['flags'], verbs: ['get'] },
    { apiGroups: ['batch'], resources: ['jobs'], verbs: ['list', 'watch'] },
  ];

  it('has the rules of the spec and no more', () => {
    expect(renderKind('Role', { rbac }).rules).toEqual([
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: ['flags'],
        verbs: ['get'],
      },
      { apiGroups: ['batch'], resources: ['jobs'], verbs: ['list', 'watch'] },
    ]);
  });

  it("is given to the service's account alone", () => {
    expect(renderKind('RoleBinding', { rbac })).toMatchObject({
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'checkout',
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: 'checkout',
          namespace: 'shop-platform',
        },
      ],
    });
  });

  it('is not there unless the service asks', () => {
    const objects = renderObjects();
    expect(objects['Role/checkout']).toBeUndefined();
    expect(objects['RoleBinding/checkout']).toBeUndefined();
  });

  it('leaves the account without a token of its own', () => {
    expect(
      renderKind('ServiceAccount', { rbac }).automountServiceAccountToken,
    ).toBe(false);
  });
});
