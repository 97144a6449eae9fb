/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * What the service may do at the API server, or nothing: most services need no
 * more than their name in the mesh.
 *
 * @internal
 */
export function renderRole(context: RenderContext): Manifest[] {
  const { rbac } = context.service.spec;
  if (rbac.length === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: serviceMetadata(context),
      rules: rbac.map(({ apiGroups, resources, resourceNames, verbs }) => ({
        apiGroups,
        resources,
        ...(resourceNames.length > 0 && { resourceNames }),
        verbs,
      })),
    },
  ];
}
