/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles } from '@material-ui/core/styles';

/**
 * The look of all small tables: 32 px rows, a caption for screen readers only.
 *
 * @internal
 */
export const useDenseTableStyles = makeStyles(
  theme => ({
    scroller: { overflowX: 'auto', position: 'relative' },
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: '0.8125rem',
      '& th, & td': {
        textAlign: 'left',
        fontWeight: 400,
        height: 28,
        padding: theme.spacing(0.25, 1.5, 0.25, 0),
        borderBottom: `1px solid ${theme.palette.divider}`,
      },
      '& thead th': {
        fontWeight: 600,
        color: theme.palette.text.secondary,
        whiteSpace: 'nowrap',
      },
      '& tbody tr:focus': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
    },
    caption: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'ServiceHealthDenseTable' },
);
