/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { StatusWord } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { AxisModel } from './presentVerdict';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 3),
      margin: 0,
    },
    narrow: {
      display: 'grid',
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      margin: theme.spacing(1, 0),
    },
    axis: { minWidth: 0 },
    term: { color: theme.palette.text.secondary },
    value: { margin: 0, fontSize: '0.875rem' },
  }),
  { name: 'ServiceHealthAxesStrip' },
);

/**
 * The four axes side by side. They are never merged: a service may be healthy and not what Git says.
 *
 * @internal
 */
export function AxesStrip(props: {
  axes: AxisModel[];
  /** Two by two, for a card. */
  narrow?: boolean;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  return (
    <dl
      className={`${classes.root} ${props.narrow ? classes.narrow : ''}`}
      aria-label={t('axes.label')}
    >
      {props.axes.map(({ id, look, detail }) => (
        <div key={id} className={classes.axis} title={detail || undefined}>
          <Typography component="dt" variant="caption" className={classes.term}>
            {t(`axes.${id}`)}
          </Typography>
          <dd className={classes.value} data-testid={`axis-${id}`}>
            <StatusWord look={look} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
