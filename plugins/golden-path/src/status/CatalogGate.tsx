/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ReactNode } from 'react';
import { CatalogSnapshot, useCatalog } from '../catalog';
import { goldenPathTranslationRef } from '../translation';
import { FieldSkeleton } from './FieldSkeleton';
import { LoadProblem } from './LoadProblem';

/**
 * What stands in a field's place until the catalog has been read.
 *
 * @internal
 */
export function CatalogGate(props: {
  /** Height of what will be there. */
  height: number;
  children: (catalog: CatalogSnapshot) => ReactNode;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { state, value, problem, reload } = useCatalog();
  if (value) {
    return <>{props.children(value)}</>;
  }
  switch (state) {
    case 'denied':
      return <LoadProblem>{t('common.catalogDenied')}</LoadProblem>;
    case 'failed':
      return (
        <LoadProblem onRetry={reload}>
          {t('common.catalogFailed', { problem: problem ?? '' })}
        </LoadProblem>
      );
    default:
      return (
        <FieldSkeleton
          label={t('common.loadingCatalog')}
          height={props.height}
        />
      );
  }
}
