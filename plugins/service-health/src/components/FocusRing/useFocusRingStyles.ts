/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles } from '@material-ui/core/styles';

/**
 * A ring around what has the keyboard's focus. Material's ripple alone is hard to see on a filled button.
 *
 * @internal
 */
export const useFocusRingStyles = makeStyles(
  theme => ({
    ring: {
      '& button, & a, & summary, & [tabindex="0"]': {
        '&:focus-visible': {
          outline: `2px solid ${theme.palette.text.primary}`,
          outlineOffset: 2,
        },
      },
    },
  }),
  { name: 'ServiceHealthFocusRing' },
);
