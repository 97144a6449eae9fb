/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { NowProvider, useNow, useServiceSnapshot } from '../../hooks';
import { AlertsCard } from '../AlertsCard';
import { presentCard } from '../CardFrame';
import { DeliveryCard } from '../DeliveryCard';
import { useFocusRingStyles } from '../FocusRing';
import { RolloutCard } from '../RolloutCard';
import { SourcesFooter } from '../SourcesFooter';
import { UnverifiedClaims } from '../UnverifiedClaims';
import { presentVerdict, VerdictBar } from '../VerdictBar';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) },
    columns: {
      display: 'grid',
      gap: theme.spacing(1.5),
      alignItems: 'start',
      // A row of the pod table fits into two thirds of a laptop's screen beside the sidebar.
      gridTemplateColumns: 'minmax(0, 17fr) minmax(0, 8fr)',
      [theme.breakpoints.down('md')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    // On a phone, what can be done comes before the list of pods.
    rollout: { [theme.breakpoints.down('xs')]: { order: 1 } },
    column: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
    },
  }),
  { name: 'ServiceHealthContent' },
);

/**
 * The Health tab of an entity page: verdict, rollout, delivery and alerts of the entity, live. Needs an entity context.
 *
 * @public
 */
export function ServiceHealthContent() {
  return (
    <NowProvider>
      <Page />
    </NowProvider>
  );
}

function Page() {
  const classes = useStyles();
  const { ring } = useFocusRingStyles();
  const { entity } = useEntity();
  const { retry, ...feed } = useServiceSnapshot(stringifyEntityRef(entity));
  const now = useNow();
  const snapshot = feed.data;
  const { name } = entity.metadata;
  return (
    <div className={`${classes.root} ${ring}`} data-testid="service-health">
      <VerdictBar
        entity={entity}
        verdict={presentVerdict(feed, now)}
        card={presentCard(undefined, feed, now)}
        onRetry={retry}
      />
      {snapshot && <UnverifiedClaims claims={snapshot.claims} />}
      <div className={classes.columns}>
        <div className={classes.rollout}>
          <RolloutCard
            section={snapshot?.rollout}
            card={presentCard(snapshot?.rollout, feed, now)}
            calm={snapshot?.verdict.headline === 'Healthy'}
            entityName={name}
            onRetry={retry}
          />
        </div>
        <div className={classes.column}>
          <DeliveryCard
            entity={entity}
            section={snapshot?.delivery}
            card={presentCard(snapshot?.delivery, feed, now)}
            onRetry={retry}
          />
          <AlertsCard
            section={snapshot?.alerts}
            card={presentCard(snapshot?.alerts, feed, now)}
            entityName={name}
            onRetry={retry}
          />
        </div>
      </div>
      {snapshot && (
        <SourcesFooter
          sources={[
            ...snapshot.rollout.sources,
            ...snapshot.delivery.sources,
            ...snapshot.alerts.sources,
          ]}
        />
      )}
    </div>
  );
}
