/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { loadCatalog } from '@openpolicy/golden-path-cli';
import { SourcedEntity } from '@openpolicy/plugin-golden-path-common';
import { join } from 'node:path';
import { DevPaths } from '../../paths';

/** The entities of the catalog that deploy/ is rendered from. */
export function loadCatalogEntities({ repository }: DevPaths): SourcedEntity[] {
  return loadCatalog({
    root: repository,
    file: join(repository, 'catalog-info/all.yaml'),
  });
}
