/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { AlertsSection } from '@openpolicy/plugin-service-health-common';
import { useNow } from '../../hooks';
import { NOTICE_LOOKS } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { CardFrame, CardModel, Notice, Unbound } from '../CardFrame';
import { AlertRow } from './AlertRow';
import { AlertModel, presentAlerts } from './presentAlerts';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    summary: { cursor: 'pointer', marginTop: theme.spacing(0.5) },
  }),
  { name: 'ServiceHealthAlertsCard' },
);

/**
 * Firing and pending alerts of a service; suppressed ones folded away with the reason; rules that cannot be trusted.
 *
 * @internal
 */
export function AlertsCard(props: {
  section: AlertsSection | undefined;
  card: CardModel;
  /** The value of the `service` label that rules point back with. */
  entityName: string;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  const now = useNow();
  const { section } = props;
  const model = section && presentAlerts(section, now);
  return (
    <CardFrame
      title={t('alerts.title')}
      card={props.card}
      lines={3}
      onRetry={props.onRetry}
      unbound={
        <Unbound
          text={t('alerts.unbound')}
          snippet={`service: ${props.entityName}`}
        />
      }
    >
      {model && (
        <div data-testid="alerts-list">
          {model.active.length > 0 ? (
            <AlertList alerts={model.active} />
          ) : (
            <Typography variant="body2">
              {t('alerts.none')} {model.watched}
            </Typography>
          )}
          {model.suppressed.length > 0 && (
            <details>
              <summary className={classes.summary}>
                {t('alerts.suppressed', {
                  number: String(model.suppressed.length),
                })}
              </summary>
              <AlertList alerts={model.suppressed} />
            </details>
          )}
          {model.brokenRules.length > 0 && (
            <Notice
              look={NOTICE_LOOKS.warning}
              title={t('alerts.broken', {
                number: String(model.brokenRules.length),
              })}
            >
              {t('alerts.brokenHint')}
              {model.brokenRules.map(rule => (
                <p key={rule.id}>
                  <strong>{rule.title}</strong>: {rule.error}
                </p>
              ))}
            </Notice>
          )}
        </div>
      )}
    </CardFrame>
  );
}

function AlertList({ alerts }: { alerts: AlertModel[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {alerts.map(alert => (
        <AlertRow key={alert.id} alert={alert} />
      ))}
    </ul>
  );
}
