/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';

/**
 * The file that an entity came from, relative to its repository, where that can be
 * told; it goes into what is rendered, as provenance. With another one, each line of it
 * would look as if somebody had changed it by hand.
 *
 * @public
 */
export function sourceOf(entity: Entity): string | undefined {
  const location =
    entity.metadata.annotations?.['backstage.io/managed-by-location'] ?? '';
  return (
    /(?:^|\/)(catalog-info\/[^?#]+)$/.exec(location)?.[1] ??
    /(?:^|\/)(catalog\/[^/?#]+)$/.exec(location)?.[1]
  );
}
