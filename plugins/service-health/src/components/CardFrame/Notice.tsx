/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';
import { Look, StatusWord, toneColor } from '../../status';

const useStyles = makeStyles<Theme, { look: Look }>(
  theme => ({
    root: {
      borderLeft: ({ look }) => `3px solid ${toneColor(theme, look.tone)}`,
      padding: theme.spacing(0.5, 0, 0.5, 1.5),
      margin: theme.spacing(1, 0),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'ServiceHealthNotice' },
);

/**
 * A framed remark: a title with shape and colour, and what to do.
 *
 * @internal
 */
export function Notice(props: {
  look: Look;
  title: string;
  children?: ReactNode;
}) {
  const classes = useStyles({ look: props.look });
  return (
    <div className={classes.root}>
      <StatusWord look={props.look}>{props.title}</StatusWord>
      {props.children && (
        <Typography variant="body2" component="div">
          {props.children}
        </Typography>
      )}
    </div>
  );
}
