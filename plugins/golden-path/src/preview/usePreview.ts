/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePreviewResult } from '@openpolicy/plugin-golden-path-common';
import { useMemo } from 'react';
import { CatalogSnapshot } from '../catalog';
import { useDebounced } from '../hooks';
import { PreviewOptions, previewOf } from './previewOf';

/** A pause in typing that nobody notices. */
const REST_MS = 80;

/**
 * What a form's values would make, once its author's fingers rest.
 *
 * @param options - keep its identity until it says something else
 * @internal
 */
export function usePreview(
  catalog: CatalogSnapshot,
  values: Readonly<Record<string, unknown>>,
  options?: PreviewOptions,
): ServicePreviewResult {
  const rested = useDebounced(values, REST_MS);
  return useMemo(
    () => previewOf(catalog, rested, options),
    [catalog, rested, options],
  );
}
