/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  // In a flex row a width of 'auto' may shrink to nothing.
  svg: { width: 24, height: 28, flexShrink: 0 },
});

export function LogoIcon() {
  const classes = useStyles();

  return (
    <svg className={classes.svg} viewBox="0 0 24 28" aria-hidden="true">
      <path
        d="M12 2l10 4v8c0 6.200-4.100 10.600-10 12.500C6.100 24.600 2 20.200 2 14V6z"
        fill="none"
        stroke="#3ddba8"
        strokeWidth="2.400"
        strokeLinejoin="round"
      />
      <path
        d="M6 14.500h3.300l2-4.500 2.900 8 1.800-3.500H18"
        fill="none"
        stroke="#ffffff"
        strokeWidth="2.200"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
