/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourcedEntity } from '@openpolicy/plugin-golden-path-common';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DevPaths } from '../paths';

/** The entities of the catalog that deploy/ is rendered from. */
export async function loadCatalogEntities(
  paths: DevPaths,
): Promise<SourcedEntity[]> {
  const file = join(
    paths.repository,
    'packages/golden-path-cli/src/catalog/loadCatalog.ts',
  );
  const { loadCatalog } = await import(pathToFileURL(file).href);
  return loadCatalog({
    root: paths.repository,
    file: join(paths.repository, 'catalog-info/all.yaml'),
  });
}
