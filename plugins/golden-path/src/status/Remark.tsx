/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import InfoIcon from '@material-ui/icons/Info';
import WarningIcon from '@material-ui/icons/Warning';
import { ReactNode } from 'react';
import { Tone, toneColor } from './tones';

const ICONS = {
  good: CheckCircleIcon,
  attention: WarningIcon,
  bad: ErrorIcon,
  progress: HourglassEmptyIcon,
  quiet: InfoIcon,
};

const useStyles = makeStyles<Theme, { tone: Tone }>(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(0.75),
      margin: theme.spacing(0.5, 0),
      overflowWrap: 'anywhere',
    },
    icon: {
      color: ({ tone }) => toneColor(theme, tone),
      fontSize: '1.1rem',
      flexShrink: 0,
      marginTop: 1,
    },
  }),
  { name: 'GoldenPathRemark' },
);

/**
 * A sentence with a shape and a colour that say how good or bad it is.
 *
 * @internal
 */
export function Remark(props: {
  tone: Tone;
  id?: string;
  /** Read out when it changes. */
  live?: boolean;
  children: ReactNode;
}) {
  const classes = useStyles({ tone: props.tone });
  const Icon = ICONS[props.tone];
  return (
    <div
      id={props.id}
      className={classes.root}
      role={props.live ? 'status' : undefined}
    >
      <Icon className={classes.icon} aria-hidden />
      <Typography variant="body2" component="div">
        {props.children}
      </Typography>
    </div>
  );
}
