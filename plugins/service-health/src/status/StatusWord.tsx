/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles, Theme } from '@material-ui/core/styles';
import { Look } from './looks';
import { toneColor } from './palette';

const useStyles = makeStyles<Theme, { look: Look; size: StatusSize }>(
  theme => ({
    root: {
      display: 'inline-flex',
      // The word, not the icon, stands on the line of the text around it.
      alignItems: 'baseline',
      gap: theme.spacing(0.5),
      color: ({ look }) => toneColor(theme, look.tone),
      fontWeight: 600,
      fontSize: ({ size }) => (size === 'large' ? '1.375rem' : 'inherit'),
      lineHeight: ({ size }) => (size === 'large' ? 1.3 : 'inherit'),
    },
    // As high as a line, so that it is in the middle of the first one.
    icon: {
      alignSelf: 'flex-start',
      flexShrink: 0,
      fontSize: 'inherit',
      width: '1.15em',
      height: '1lh',
    },
    spinning: {
      animation: '$spin 2s linear infinite',
      '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
    },
    '@keyframes spin': { to: { transform: 'rotate(360deg)' } },
  }),
  { name: 'ServiceHealthStatusWord' },
);

/**
 * Size of a status word.
 *
 * @internal
 */
export type StatusSize = 'normal' | 'large';

/**
 * A state as shape, word and colour.
 *
 * @internal
 */
export function StatusWord(props: {
  look: Look;
  size?: StatusSize;
  /** Instead of the look's own word. */
  children?: string;
  'data-testid'?: string;
}) {
  const { look, size = 'normal', children } = props;
  const classes = useStyles({ look, size });
  const { Icon } = look;
  return (
    <span className={classes.root}>
      <Icon
        aria-hidden
        className={`${classes.icon} ${look.spins ? classes.spinning : ''}`}
      />
      <span data-testid={props['data-testid']}>{children ?? look.word}</span>
    </span>
  );
}
