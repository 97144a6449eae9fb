/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { StatusWord } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { Age } from '../CardFrame';
import { OperationModel } from './presentDelivery';
import { ResourceTable } from './ResourceTable';

/**
 * The operation under way or the last one; its resources while they matter.
 *
 * @internal
 */
export function OperationPanel({ operation }: { operation: OperationModel }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const failed = operation.look.tone === 'degraded';
  return (
    <>
      <div data-testid="delivery-operation">
        <StatusWord look={operation.look} />{' '}
        <Typography variant="caption" component="span" color="textSecondary">
          <Age at={operation.at} format={age => `${age} ago`} />
          {operation.by && ` by ${operation.by}`}
          {operation.progress && ` · ${operation.progress}`}
        </Typography>
        {operation.message && (
          <Typography variant="body2">{operation.message}</Typography>
        )}
      </div>
      {(operation.active || failed) && operation.resources.length > 0 && (
        <ResourceTable
          caption={t('delivery.resourcesCaption')}
          resources={operation.resources}
        />
      )}
    </>
  );
}
