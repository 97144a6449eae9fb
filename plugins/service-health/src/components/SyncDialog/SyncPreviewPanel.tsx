/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import { useEffect, useState } from 'react';
import { serviceHealthTranslationRef } from '../../translation';
import { ResourceTable } from '../DeliveryCard/ResourceTable';
import { SyncPreview } from './presentSync';

/**
 * What will happen, before it happens: revisions, resources, what prune deletes, who will be recorded.
 *
 * @internal
 */
export function SyncPreviewPanel(props: {
  preview: SyncPreview;
  prune: boolean;
  onPruneChange: (prune: boolean) => void;
  disabled: boolean;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const { preview, prune } = props;
  const user = useUserEntityRef();
  return (
    <>
      <Typography variant="body2">
        {t('sync.from')}:{' '}
        <code>{preview.from ?? t('sync.unknownRevision')}</code> ·{' '}
        {t('sync.to')}: <code>{preview.to ?? t('sync.unknownRevision')}</code>
      </Typography>
      {preview.changes.length > 0 ? (
        <>
          <Typography variant="subtitle2" component="h3">
            {t('sync.changes')}
          </Typography>
          <ResourceTable
            caption={t('sync.changesCaption')}
            resources={preview.changes}
            note={resource =>
              resource.requiresPruning
                ? t(prune ? 'sync.willPrune' : 'sync.keptUnlessPrune')
                : undefined
            }
          />
          {preview.more > 0 && (
            <Typography variant="caption">
              {t('sync.more', { number: String(preview.more) })}
            </Typography>
          )}
        </>
      ) : (
        <Typography variant="body2">{t('sync.noChanges')}</Typography>
      )}
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            checked={prune}
            disabled={props.disabled}
            onChange={(_, checked) => props.onPruneChange(checked)}
          />
        }
        label={t('sync.prune')}
      />
      {user && (
        <Typography variant="caption" component="p" color="textSecondary">
          {t('sync.recordedAs', { user })}
        </Typography>
      )}
    </>
  );
}

function useUserEntityRef(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const [user, setUser] = useState<string>();
  useEffect(() => {
    let wanted = true;
    identityApi.getBackstageIdentity().then(
      identity => wanted && setUser(identity.userEntityRef),
      // The server records the user whether or not the page can say who it is.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [identityApi]);
  return user;
}
