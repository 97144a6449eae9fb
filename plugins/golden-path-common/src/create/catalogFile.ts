/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { emitDocument, RENDERED_HEADER } from '../render/emitYaml';

const TECHDOCS_REF = 'backstage.io/techdocs-ref';

/**
 * Where the GitOps repository keeps the entity of a service that the portal made.
 *
 * @public
 */
export function catalogFilePath(name: string): string {
  return `catalog/${name}.yaml`;
}

/**
 * The entity of a service as the GitOps repository keeps it: with the runtime in
 * place, since the file that it stands in is in another repository. So are its pages,
 * which `dir:.` would look for beside the entity: they are where its source is.
 *
 * @public
 */
export function catalogFile(entity: Entity): string {
  const { annotations } = entity.metadata;
  return annotations
    ? textOf({
        ...entity,
        metadata: { ...entity.metadata, annotations: withPages(annotations) },
      })
    : textOf(entity);
}

/**
 * Whether a text is the file of an entity, as this release writes it or as earlier ones
 * did, which kept `dir:.`.
 *
 * @public
 */
export function isCatalogFile(text: string, entity: Entity): boolean {
  return text === catalogFile(entity) || text === textOf(entity);
}

function textOf(entity: Entity): string {
  return `${RENDERED_HEADER}\n${emitDocument(entity)}`;
}

/** Where the source is not known, or the pages are not at its root, there are none. */
function withPages(
  annotations: Readonly<Record<string, string>>,
): Record<string, string> {
  const reference = annotations[TECHDOCS_REF] ?? '';
  if (!reference.startsWith('dir:')) {
    return annotations;
  }
  const source = annotations['backstage.io/source-location'] ?? '';
  const isAtRoot = /^dir:\.?\/?$/.test(reference);
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([key, value]) => {
      if (key !== TECHDOCS_REF) {
        return [[key, value]];
      }
      return isAtRoot && /^url:https?:/.test(source) ? [[key, source]] : [];
    }),
  );
}
