/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { NowProvider, useNow, useServiceSnapshot } from '../../hooks';
import { StatusWord } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { CardFrame, presentCard, SourceNotices } from '../CardFrame';
import { AxesStrip, presentVerdict } from '../VerdictBar';

/**
 * The overview card of an entity page: verdict, the four axes, and the way to the Health tab. Needs an entity context.
 *
 * @public
 */
export function ServiceHealthCard() {
  return (
    <NowProvider>
      <Card />
    </NowProvider>
  );
}

function Card() {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const { entity } = useEntity();
  const { retry, ...feed } = useServiceSnapshot(stringifyEntityRef(entity));
  const now = useNow();
  const verdict = presentVerdict(feed, now);
  const card = presentCard(undefined, feed, now);
  return (
    <CardFrame
      title={t('axes.health')}
      card={
        verdict && (card.state === 'loading' || card.state === 'failed')
          ? { state: 'ready', asOf: verdict.dataAsOf, notices: [] }
          : card
      }
      lines={4}
      onRetry={retry}
    >
      {verdict && (
        <>
          <div aria-live="polite" aria-atomic="true">
            <StatusWord
              look={verdict.look}
              size="large"
              data-testid="card-headline"
            />
            <Typography variant="body2" data-testid="card-cause">
              {verdict.cause}
            </Typography>
          </div>
          {verdict.connection && (
            <SourceNotices notices={[verdict.connection]} />
          )}
          <AxesStrip axes={verdict.axes} narrow />
          <HealthTabLink entity={entity} />
        </>
      )}
    </CardFrame>
  );
}

function HealthTabLink({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const entityRoute = useRouteRef(entityRouteRef);
  const path = entityRoute(entityRouteParams(entity));
  return <Link to={`${path}/health`}>{t('verdict.openTab')}</Link>;
}
