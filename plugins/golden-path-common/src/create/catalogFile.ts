/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { emitDocument, RENDERED_HEADER } from '../render/emitYaml';

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
 * place, since the file that it stands in is in another repository.
 *
 * @public
 */
export function catalogFile(entity: Entity): string {
  return `${RENDERED_HEADER}\n${emitDocument(entity)}`;
}
