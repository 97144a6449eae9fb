/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog, LoadedEntity } from './loadCatalog';

/** Folder of a GitOps repository that holds the entities of delivered services. */
export const DELIVERED_FOLDER = 'catalog';

/**
 * The entities of services that were made by the portal, or by `deliver`, as a
 * checkout of the GitOps repository has them. Sources are relative to it.
 *
 * @throws UnreadableError if a file is no YAML
 */
export function readDelivered(checkout: string): LoadedEntity[] {
  return deliveredFiles(checkout).flatMap(file =>
    loadCatalog({ root: checkout, file: join(checkout, file), single: true }),
  );
}

/** Its files, relative to the checkout and sorted. */
export function deliveredFiles(checkout: string): string[] {
  const folder = join(checkout, DELIVERED_FOLDER);
  return existsSync(folder)
    ? readdirSync(folder)
        .filter(name => /\.ya?ml$/.test(name))
        .sort()
        .map(name => `${DELIVERED_FOLDER}/${name}`)
    : [];
}

/**
 * Entities of the platform's catalog with their sources as the portal names them,
 * whatever folder the catalog is in: another source would change every line of
 * provenance.
 */
export function withinRepository(
  entities: readonly LoadedEntity[],
): LoadedEntity[] {
  return entities.map(loaded => ({
    ...loaded,
    source:
      /(?:^|\/)(catalog-info\/.*)$/.exec(loaded.source)?.[1] ?? loaded.source,
  }));
}
