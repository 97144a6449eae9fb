/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles } from '@material-ui/core/styles';
import { LogoIcon } from './LogoIcon';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: 10 },
  name: {
    color: '#ffffff',
    fontSize: 20,
    fontWeight: 600,
    letterSpacing: 0.2,
    whiteSpace: 'nowrap',
  },
});

export function LogoFull() {
  const classes = useStyles();

  return (
    <span className={classes.root}>
      <LogoIcon />
      <span className={classes.name}>OpenPolicy</span>
    </span>
  );
}
