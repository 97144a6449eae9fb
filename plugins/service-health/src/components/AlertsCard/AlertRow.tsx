/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { StatusWord } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { Age } from '../CardFrame';
import { AlertModel } from './presentAlerts';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(0.5, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 1.5),
    },
    links: { display: 'flex', gap: theme.spacing(1.5) },
  }),
  { name: 'ServiceHealthAlertRow' },
);

/**
 * One alert: severity, name, since, value, what it means and where to read on.
 *
 * @internal
 */
export function AlertRow({ alert }: { alert: AlertModel }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  return (
    <li
      id={alert.elementId}
      tabIndex={-1}
      className={classes.root}
      data-testid="alert-row"
      title={alert.labels || undefined}
    >
      <div className={classes.head}>
        <StatusWord look={alert.look} />
        <strong>{alert.name}</strong>
        <Typography variant="caption" component="span" color="textSecondary">
          {alert.state}{' '}
          <Age
            at={alert.activeAt}
            format={age => t('verdict.since', { age })}
          />
          {alert.value !== undefined && ` · value ${alert.value}`}
        </Typography>
      </div>
      {alert.summary && (
        <Typography variant="body2">{alert.summary}</Typography>
      )}
      {alert.notification && (
        <Typography variant="caption" component="p" color="textSecondary">
          {alert.notification}
        </Typography>
      )}
      {(alert.runbookUrl || alert.dashboardUrl) && (
        <Typography variant="caption" component="div" className={classes.links}>
          {alert.runbookUrl && (
            <Link to={alert.runbookUrl}>{t('alerts.runbook')}</Link>
          )}
          {alert.dashboardUrl && (
            <Link to={alert.dashboardUrl}>{t('alerts.dashboard')}</Link>
          )}
        </Typography>
      )}
    </li>
  );
}
