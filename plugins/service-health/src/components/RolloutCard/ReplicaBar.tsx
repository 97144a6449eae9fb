/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles, useTheme } from '@material-ui/core/styles';
import { toneColor } from '../../status';
import { ReplicaSegment } from './presentRollout';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      gap: 2,
      height: 12,
      margin: theme.spacing(0.75, 0, 0.5),
    },
    segment: {
      borderRadius: 2,
      minWidth: 6,
      border: '2px solid currentColor',
      boxSizing: 'border-box',
      transition: 'flex-grow 300ms',
      '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
    },
    // Each part differs by pattern as well as by colour.
    oldReady: {
      backgroundImage:
        'linear-gradient(90deg, currentColor 50%, transparent 50%)',
      backgroundSize: '6px 6px',
    },
    newReady: { backgroundColor: 'currentColor' },
    newNotReady: {
      backgroundImage:
        'repeating-linear-gradient(45deg, currentColor 0 3px, transparent 3px 7px)',
    },
    missing: { borderStyle: 'dashed' },
    legend: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      fontSize: '0.8125rem',
      margin: 0,
      padding: 0,
      listStyle: 'none',
    },
  }),
  { name: 'ServiceHealthReplicaBar' },
);

/**
 * The replicas of a workload as a bar with its numbers below.
 *
 * @internal
 */
export function ReplicaBar(props: { segments: ReplicaSegment[] }) {
  const classes = useStyles();
  const theme = useTheme();
  return (
    <div>
      <div className={classes.bar} aria-hidden>
        {props.segments.map(({ id, count, tone }) => (
          <div
            key={id}
            className={`${classes.segment} ${classes[id]}`}
            style={{ flexGrow: count, color: toneColor(theme, tone) }}
          />
        ))}
      </div>
      <ul className={classes.legend}>
        {props.segments.map(({ id, count, label, tone }) => (
          <li key={id} style={{ color: toneColor(theme, tone) }}>
            <strong>{count}</strong> {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
