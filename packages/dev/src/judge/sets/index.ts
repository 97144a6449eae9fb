/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { DevPaths } from '../../paths';
import { ManifestSet } from '../types';
import { loadFormDefaults, renderCreated } from './created';
import { loadCatalogEntities } from './loadCatalogEntities';
import { MatrixFilter, renderMatrix } from './matrix';
import { renderRandom } from './random';

/** Which manifests are judged; without any field all that the catalog and the form make. */
export interface SetSelection {
  /** Only a part of the catalog's matrix. */
  filter?: MatrixFilter;
  /** Only what the form makes. */
  created?: boolean;
  /** Random specs instead. */
  random?: { count: number; seed: number };
}

/** Renders what is to be judged. */
export async function renderSets(
  paths: DevPaths,
  { filter, created, random }: SetSelection = {},
): Promise<ManifestSet[]> {
  if (random) {
    return renderRandom(paths, random);
  }
  const entities = loadCatalogEntities(paths);
  const now = new Date();
  return [
    ...(created ? [] : renderMatrix(entities, { now, filter })),
    ...(filter
      ? []
      : renderCreated(entities, { now, defaults: loadFormDefaults(paths) })),
  ];
}
