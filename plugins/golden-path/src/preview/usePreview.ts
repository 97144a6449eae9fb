/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePreviewResult } from '@openpolicy/plugin-golden-path-common';
import { useMemo } from 'react';
import { CatalogSnapshot } from '../catalog';
import { useDebounced } from '../hooks';
import { previewOf } from './previewOf';

/** A pause in typing that nobody notices. */
const REST_MS = 80;

/**
 * What a form's values would make, once its author's fingers rest.
 *
 * @param environments - keep its identity until it holds other names
 * @internal
 */
export function usePreview(
  catalog: CatalogSnapshot,
  values: Readonly<Record<string, unknown>>,
  environments?: readonly string[],
): ServicePreviewResult {
  const rested = useDebounced(values, REST_MS);
  return useMemo(
    () => previewOf(catalog, rested, environments),
    [catalog, rested, environments],
  );
}
