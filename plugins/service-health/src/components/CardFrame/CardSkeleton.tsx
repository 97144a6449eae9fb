/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(
  theme => ({
    line: {
      height: 14,
      margin: theme.spacing(1.25, 0),
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.action.hover,
    },
  }),
  { name: 'ServiceHealthCardSkeleton' },
);

/**
 * Grey lines in about the height that the content will have, so that nothing jumps when it arrives.
 *
 * @internal
 */
export function CardSkeleton(props: {
  lines: number;
  label: string;
  /** Shown above the lines. */
  text?: string;
}) {
  const classes = useStyles();
  return (
    <div role="status" aria-label={props.text ?? props.label}>
      {props.text && <Typography variant="body2">{props.text}</Typography>}
      {Array.from({ length: props.lines }, (_, index) => (
        <div
          key={index}
          className={classes.line}
          style={{ width: `${index % 3 === 2 ? 60 : 95}%` }}
        />
      ))}
    </div>
  );
}
