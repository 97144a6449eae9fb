/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import {
  ApplicationSummary,
  applicationSyncPermission,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';
import { useState } from 'react';
import { evidenceElementId } from '../../text/names';
import { serviceHealthTranslationRef } from '../../translation';
import { sourceTitle } from '../CardFrame';
import { isActive } from '../DeliveryCard/presentDelivery';
import { SyncDialog } from './SyncDialog';

/**
 * Opens the sync dialog. Where a sync is not possible, it says why before the click.
 *
 * @internal
 */
export function SyncButton(props: {
  entity: Entity;
  application: ApplicationSummary;
  /** How fresh what the page knows of the application is. */
  source?: SourceFreshness;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const { entity, application } = props;
  const [open, setOpen] = useState(false);
  const entityRef = stringifyEntityRef(entity);
  const reason = useRefusal(entity, application, props.source);
  const reasonId = evidenceElementId('sync-reason', application.id);
  return (
    <>
      <Tooltip title={reason ?? ''}>
        {/* A disabled button fires no events, the tooltip needs something that does. */}
        <span>
          <Button
            size="small"
            variant="contained"
            color="primary"
            disabled={reason !== undefined}
            aria-describedby={reason ? reasonId : undefined}
            onClick={() => setOpen(true)}
            data-testid="sync-button"
          >
            {t('sync.button')}
          </Button>
        </span>
      </Tooltip>
      {reason && (
        <Typography
          id={reasonId}
          variant="caption"
          component="p"
          color="textSecondary"
          data-testid="sync-reason"
        >
          {reason}
        </Typography>
      )}
      {open && (
        <SyncDialog
          entityRef={entityRef}
          application={application}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Why a sync is not possible now, in one sentence; undefined if it is. */
function useRefusal(
  entity: Entity,
  application: ApplicationSummary,
  source: SourceFreshness | undefined,
): string | undefined {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const permission = usePermission({
    permission: applicationSyncPermission,
    resourceRef: stringifyEntityRef(entity),
  });
  if (permission.loading) {
    return t('sync.checking');
  }
  if (permission.error) {
    return t('sync.permissionFailed');
  }
  if (!permission.allowed) {
    const owners = getEntityRelations(entity, RELATION_OWNED_BY)
      .map(owner => stringifyEntityRef(owner))
      .join(', ');
    return t('sync.ownersOnly', { owners: owners || t('verdict.noOwner') });
  }
  if (source?.state === 'failed') {
    return t('sync.unreadable', { source: sourceTitle(source) });
  }
  if (application.deleting) {
    return t('sync.deleting');
  }
  return isActive(application.operation) ? t('sync.running') : undefined;
}
