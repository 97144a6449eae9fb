/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { EventSummary } from '@openpolicy/plugin-service-health-common';
import { evidenceElementId } from '../../text/names';
import { Age } from '../CardFrame';

const MOST_OPEN = 5;

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
 * Warning events, newest first, under a title that folds them. `open` asks to unfold them from the start, which many are not.
 *
 * @internal
 */
export function EventsList(props: {
  title: string;
  events: EventSummary[];
  open?: boolean;
}) {
  const { title, events, open = false } = props;
  const classes = useStyles();
  if (events.length === 0) {
    return null;
  }
  return (
    <details open={open && events.length <= MOST_OPEN}>
      <summary className={classes.summary}>
        <Typography variant="subtitle2" component="span">
          {title} ({events.length})
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
