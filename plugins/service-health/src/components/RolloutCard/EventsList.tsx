/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { EventSummary } from '@openpolicy/plugin-service-health-common';
import { evidenceElementId } from '../../text/names';
import { serviceHealthTranslationRef } from '../../translation';
import { Age } from '../CardFrame';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: { overflowWrap: 'anywhere', padding: theme.spacing(0.25, 0) },
    muted: { color: theme.palette.text.secondary },
    summary: { cursor: 'pointer', marginTop: theme.spacing(1) },
  }),
  { name: 'ServiceHealthEventsList' },
);

/**
 * Warning events, newest first. Open by default while there are few.
 *
 * @internal
 */
export function EventsList({ events }: { events: EventSummary[] }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  if (events.length === 0) {
    return null;
  }
  return (
    <details open={events.length <= 5}>
      <summary className={classes.summary}>
        <Typography variant="subtitle2" component="span">
          {t('rollout.events')} ({events.length})
        </Typography>
      </summary>
      <ul className={classes.list}>
        {events.map(event => (
          <li
            key={event.id}
            id={evidenceElementId('event', event.id)}
            tabIndex={-1}
            className={classes.item}
          >
            <Typography variant="body2" component="div">
              <strong>{event.reason}</strong> {event.object.kind}{' '}
              {event.object.name}: {event.message}
            </Typography>
            <Typography
              variant="caption"
              component="div"
              className={classes.muted}
            >
              {event.count > 1 && `${event.count} times · `}
              <Age at={event.lastAt} format={age => `${age} ago`} />
            </Typography>
          </li>
        ))}
      </ul>
    </details>
  );
}
