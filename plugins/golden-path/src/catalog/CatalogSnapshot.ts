/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CATALOG_FILTER_EXISTS, CatalogApi } from '@backstage/catalog-client';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  createPreview,
  ServicePreview,
} from '@openpolicy/plugin-golden-path-common';

/** How long all fields of a form work with the same reading of the catalog. */
const FRESH_MS = 60_000;

/**
 * What forms know of the catalog, read once for all fields of a page.
 *
 * @internal
 */
export interface CatalogSnapshot {
  entities: readonly Entity[];
  byRef: ReadonlyMap<string, Entity>;
  preview: ServicePreview;
}

interface Reading {
  startedAt: number;
  snapshot: Promise<CatalogSnapshot>;
}

const readings = new WeakMap<CatalogApi, Reading>();

/**
 * Reads what previews need of the catalog, as the user may see it.
 *
 * @internal
 */
export function readCatalog(
  catalogApi: CatalogApi,
  options: { now: number },
): Promise<CatalogSnapshot> {
  const known = readings.get(catalogApi);
  if (known && options.now - known.startedAt < FRESH_MS) {
    return known.snapshot;
  }
  const reading: Reading = {
    startedAt: options.now,
    snapshot: read(catalogApi),
  };
  readings.set(catalogApi, reading);
  reading.snapshot.catch(() => {
    // Who asks next asks the catalog again.
    if (readings.get(catalogApi) === reading) {
      readings.delete(catalogApi);
    }
  });
  return reading.snapshot;
}

async function read(catalogApi: CatalogApi): Promise<CatalogSnapshot> {
  const [whole, others] = await Promise.all([
    catalogApi.getEntities({
      filter: [
        { kind: ['system', 'resource', 'group'] },
        {
          kind: 'component',
          // Every runtime has one.
          'spec.runtime.image.tag': CATALOG_FILTER_EXISTS,
        },
      ],
      fields: ['apiVersion', 'kind', 'metadata', 'spec'],
    }),
    // Of a catalog of thousands, forms need little more than the names.
    catalogApi.getEntities({
      filter: { kind: ['component', 'api'] },
      fields: [
        'apiVersion',
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'metadata.description',
        'spec.type',
        'spec.owner',
        'spec.system',
      ],
    }),
  ]);
  const byRef = new Map<string, Entity>();
  for (const entity of [...others.items, ...whole.items]) {
    byRef.set(stringifyEntityRef(entity), entity);
  }
  const entities = [...byRef.values()];
  return { entities, byRef, preview: createPreview({ entities }) };
}
