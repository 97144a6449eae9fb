/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePreviewResult } from '@openpolicy/plugin-golden-path-common';
import { useDeferredValue, useMemo } from 'react';
import { CatalogSnapshot } from '../catalog';
import { findingsOf, PreviewOptions, previewOf } from './previewOf';

/**
 * What a form's values would make. The letter that was typed is shown first, and of
 * letters that come faster than files can be rendered, only the last counts.
 *
 * @param options - keep its identity until it says something else
 * @internal
 */
export function usePreview(
  catalog: CatalogSnapshot,
  values: Readonly<Record<string, unknown>>,
  options: PreviewOptions,
): ServicePreviewResult {
  const latest = useDeferredValue(values);
  return useMemo(
    () => previewOf(catalog, latest, options),
    [catalog, latest, options],
  );
}

/**
 * What is wrong with a form's values.
 *
 * @internal
 */
export function useFindings(
  catalog: CatalogSnapshot,
  values: Readonly<Record<string, unknown>>,
): ServicePreviewResult['findings'] {
  const latest = useDeferredValue(values);
  return useMemo(() => findingsOf(catalog, latest), [catalog, latest]);
}
