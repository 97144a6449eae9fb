/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { Loaded, useLoaded } from '../hooks';
import { CatalogSnapshot, readCatalog } from './CatalogSnapshot';

/** @internal */
export function useCatalog(): Loaded<CatalogSnapshot> {
  const catalogApi = useApi(catalogApiRef);
  const load = useCallback(
    () => readCatalog(catalogApi, { now: Date.now() }),
    [catalogApi],
  );
  return useLoaded(load);
}
