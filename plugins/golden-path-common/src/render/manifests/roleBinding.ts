/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * Gives the service's account its Role, where it has one.
 *
 * @internal
 */
export function renderRoleBinding(context: RenderContext): Manifest[] {
  const { model, service } = context;
  if (service.spec.rbac.length === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: serviceMetadata(context),
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: service.name,
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: service.name,
          namespace: model.system.spec.namespace,
        },
      ],
    },
  ];
}
