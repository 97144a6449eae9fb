/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Content } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { FleetSnapshot } from '@openpolicy/plugin-service-health-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { NowProvider, useDocumentTitle, useFleet, useNow } from '../../hooks';
import { serviceHealthTranslationRef } from '../../translation';
import {
  CardFrame,
  presentCard,
  presentConnection,
  presentSourceNotices,
  SourceNotices,
} from '../CardFrame';
import { useFocusRingStyles } from '../FocusRing';
import { FleetFilterBar } from './FleetFilterBar';
import {
  FleetFilters,
  filterRows,
  readFilters,
  writeFilters,
} from './fleetFilters';
import { FleetTable } from './FleetTable';

const useStyles = makeStyles(
  // The head of the page ends with space enough.
  theme => ({ root: { paddingTop: theme.spacing(1) } }),
  { name: 'ServiceHealthFleetContent' },
);

/**
 * The body of the fleet page: all services that the user may see, problems first, live. The filters live in the URL.
 *
 * @public
 */
export function FleetContent() {
  const classes = useStyles();
  const { ring } = useFocusRingStyles();
  return (
    <Content className={`${classes.root} ${ring}`}>
      <NowProvider>
        <Fleet />
      </NowProvider>
    </Content>
  );
}

function Fleet() {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const { retry, ...feed } = useFleet();
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params);
  const rows = feed.data?.rows;
  const shown = useShownRows(rows, filters);
  useDocumentTitle(t('fleet.title'));
  if (!feed.data || !rows || isReadingCatalog(feed.data)) {
    return <NoFleet feed={feed} onRetry={retry} />;
  }
  return (
    <>
      <FleetNotices feed={feed} />
      <FleetFilterBar
        rows={rows}
        shown={shown.length}
        filters={filters}
        onChange={next =>
          setParams(writeFilters(params, next), { replace: true })
        }
      />
      {shown.length > 0 ? (
        <LiveTable feed={feed} rows={shown} />
      ) : (
        <Typography>
          {t(rows.length === 0 ? 'fleet.empty' : 'fleet.noMatch')}
        </Typography>
      )}
    </>
  );
}

type FleetFeed = Omit<ReturnType<typeof useFleet>, 'retry'>;

/** Right after a start the catalog is still empty, and "no services" would be a lie. */
function isReadingCatalog({ rows, sources }: FleetSnapshot): boolean {
  return (
    rows.length === 0 &&
    sources.some(
      ({ source, state }) => source === 'catalog' && state === 'connecting',
    )
  );
}

/** Filters again only when rows or filters change, not with every tick of the clock. */
function useShownRows(
  rows: NonNullable<FleetFeed['data']>['rows'] | undefined,
  filters: FleetFilters,
) {
  const { query, owner, headline, faultsOnly } = filters;
  return useMemo(
    () => filterRows(rows ?? [], { query, owner, headline, faultsOnly }),
    [rows, query, owner, headline, faultsOnly],
  );
}

function NoFleet(props: { feed: FleetFeed; onRetry: () => void }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const now = useNow();
  return (
    <CardFrame
      title={t('fleet.title')}
      card={presentCard(undefined, props.feed, now)}
      loadingText={props.feed.data && t('fleet.reading')}
      lines={12}
      onRetry={props.onRetry}
    />
  );
}

function FleetNotices({ feed }: { feed: FleetFeed }) {
  const now = useNow();
  const connection = presentConnection(feed, now);
  const notices = presentSourceNotices(feed.data?.sources ?? [], now);
  return (
    <SourceNotices notices={connection ? [connection, ...notices] : notices} />
  );
}

function LiveTable(props: {
  feed: FleetFeed;
  rows: NonNullable<FleetFeed['data']>['rows'];
}) {
  const now = useNow();
  const lost = presentConnection(props.feed, now)?.lost ?? false;
  return <FleetTable rows={props.rows} lost={lost} />;
}
