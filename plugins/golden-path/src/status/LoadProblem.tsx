/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { ReactNode } from 'react';
import { goldenPathTranslationRef } from '../translation';
import { Remark } from './Remark';

/**
 * Something that could not be loaded, with a way to try again.
 *
 * @internal
 */
export function LoadProblem(props: {
  children: ReactNode;
  /** Left out where trying again changes nothing. */
  onRetry?: () => void;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <Remark tone="attention" live>
      {props.children}{' '}
      {props.onRetry && (
        <Button size="small" variant="outlined" onClick={props.onRetry}>
          {t('common.tryAgain')}
        </Button>
      )}
    </Remark>
  );
}
