/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { PlatformModel } from '../model/types';

/** The catalog that a platform was read from, or might have been. */
export function entitiesOf(model: PlatformModel): Entity[] {
  const { system, services, endpoints, groups, entityRefs } = model;
  const written = new Set([
    ...services.map(({ entityRef }) => entityRef),
    ...endpoints.keys(),
    ...groups.keys(),
  ]);
  return [
    entity(system.entityRef, { platform: system.spec }, system.title),
    ...services.map(service =>
      entity(
        service.entityRef,
        {
          owner: service.owner,
          system: service.system,
          lifecycle: service.lifecycle,
          runtime: service.spec,
        },
        service.title,
      ),
    ),
    ...[...endpoints].map(([ref, endpoint]) => entity(ref, { endpoint })),
    ...[...groups].map(([ref, { title, email }]) =>
      entity(ref, { profile: { displayName: title, email } }),
    ),
    ...[...entityRefs].filter(ref => !written.has(ref)).map(ref => entity(ref)),
  ];
}

function entity(ref: string, spec: object = {}, title?: string): Entity {
  const [, kind, namespace, name] = /^([^:]+):([^/]+)\/(.+)$/.exec(ref)!;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace, title },
    // As it comes out of a file: without undefined, and not the model's own.
    spec: JSON.parse(JSON.stringify(spec)),
  };
}
