/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';

/**
 * A Component as the golden path proposes it, with the annotations by which
 * Backstage's plugins find its objects.
 *
 * @internal
 */
export function serviceEntity(options: {
  name: string;
  title?: string;
  namespace: string;
  system: string;
  /** Default: a group that is none, so that GP-OWNER-002 asks for one. */
  owner?: string;
  runtime: object;
}): Entity {
  const { name, title, namespace, system, runtime } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      ...(title && title !== name && { title }),
      annotations: {
        'backstage.io/kubernetes-id': name,
        'backstage.io/kubernetes-namespace': namespace,
        'argocd/app-name': name,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: options.owner ?? 'group:default/unowned',
      system,
      runtime: runtime as JsonObject,
    },
  };
}
