/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { StatusWord } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { Age } from '../CardFrame';
import { ClampedText } from '../ClampedText';
import { OperationModel } from './presentDelivery';
import { ResourceTable } from './ResourceTable';

/**
 * The operation under way or the last one; its resources while they matter.
 *
 * @internal
 */
export function OperationPanel({ operation }: { operation: OperationModel }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const { notable } = operation;
  const others = operation.resources.length - notable.length;
  return (
    <>
      <div data-testid="delivery-operation">
        <StatusWord look={operation.look} />{' '}
        <Typography variant="caption" component="span" color="textSecondary">
          <Age at={operation.at} format={age => `${age} ago`} />
          {operation.by && ` by ${operation.by}`}
          {operation.progress && ` · ${operation.progress}`}
        </Typography>
        {operation.message && <ClampedText text={operation.message} />}
      </div>
      {notable.length > 0 && (
        <>
          <ResourceTable
            caption={t('delivery.resourcesCaption')}
            resources={notable}
          />
          {others > 0 && (
            <Typography variant="caption" component="div" color="textSecondary">
              {t('delivery.others', { number: String(others) })}
            </Typography>
          )}
        </>
      )}
    </>
  );
}
