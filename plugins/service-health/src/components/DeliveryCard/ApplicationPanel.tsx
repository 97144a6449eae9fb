/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ApplicationSummary,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';
import { ReactNode } from 'react';
import { NOTICE_LOOKS, StatusWord } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { Age, Notice } from '../CardFrame';
import { ClampedText } from '../ClampedText';
import { SyncButton } from '../SyncDialog';
import { OperationPanel } from './OperationPanel';
import { ApplicationModel, presentApplication } from './presentDelivery';
import { ResourceTable } from './ResourceTable';

const useStyles = makeStyles(
  theme => ({
    root: { marginBottom: theme.spacing(1), overflowWrap: 'anywhere' },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 2),
    },
    spring: { flexGrow: 1 },
    facts: {
      display: 'grid',
      gridTemplateColumns: 'max-content 1fr',
      gap: theme.spacing(0.25, 2),
      margin: theme.spacing(1, 0),
      fontSize: '0.875rem',
      '& dt': { color: theme.palette.text.secondary },
      '& dd': { margin: 0 },
    },
    summary: { cursor: 'pointer', marginTop: theme.spacing(0.5) },
    list: { margin: 0, paddingLeft: theme.spacing(2), fontSize: '0.8125rem' },
  }),
  { name: 'ServiceHealthApplicationPanel' },
);

/**
 * One Argo CD application: sync and health words, revision, operation, what differs, history, conditions.
 *
 * @internal
 */
export function ApplicationPanel(props: {
  entity: Entity;
  application: ApplicationSummary;
  source?: SourceFreshness;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  const { entity, application } = props;
  const model = presentApplication(application);
  return (
    <div className={classes.root} id={model.elementId} tabIndex={-1}>
      <div className={classes.head}>
        <StatusWord look={model.sync} data-testid="delivery-sync-status" />
        <StatusWord look={model.health} data-testid="delivery-health-status" />
        <span className={classes.spring} />
        {model.externalUrl && (
          <Link to={model.externalUrl}>{t('delivery.openInArgo')}</Link>
        )}
        <SyncButton
          entity={entity}
          application={application}
          source={props.source}
        />
      </div>
      {model.healthMessage && <ClampedText text={model.healthMessage} />}
      {model.deleting && (
        <Notice look={NOTICE_LOOKS.warning} title={t('delivery.deleting')} />
      )}
      <dl className={classes.facts}>
        <dt>{t('delivery.revision')}</dt>
        <dd>{model.revision ?? t('sync.unknownRevision')}</dd>
        <dt>{t('delivery.autoSync')}</dt>
        <dd>{model.autoSync}</dd>
      </dl>
      <Typography variant="body2" component="h3" color="textSecondary">
        {model.operation?.active
          ? t('delivery.operationRunning')
          : t('delivery.operation')}
      </Typography>
      {model.operation ? (
        <OperationPanel operation={model.operation} />
      ) : (
        <Typography variant="body2" data-testid="delivery-operation">
          {t('delivery.noOperation')}
        </Typography>
      )}
      <Conditions model={model} />
      {model.outOfSync > 0 && (
        <Fold
          open
          title={t('delivery.differing', { number: String(model.outOfSync) })}
        >
          <ResourceTable
            caption={t('delivery.differing', {
              number: String(model.outOfSync),
            })}
            resources={model.differing}
          />
        </Fold>
      )}
      <History model={model} />
    </div>
  );
}

function Conditions({ model }: { model: ApplicationModel }) {
  return (
    <>
      {model.conditions.map(condition => (
        <Notice
          key={condition.id}
          look={
            condition.type.endsWith('Error')
              ? { ...NOTICE_LOOKS.failed, word: condition.type }
              : NOTICE_LOOKS.warning
          }
          title={condition.type}
        >
          <ClampedText text={condition.message} />
          <Age at={condition.at} format={age => `${age} ago`} />
        </Notice>
      ))}
    </>
  );
}

function History({ model }: { model: ApplicationModel }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  if (model.history.length === 0) {
    return null;
  }
  return (
    <Fold
      title={t('delivery.history', { number: String(model.history.length) })}
    >
      <ol className={classes.list}>
        {model.history.map(record => (
          <li key={record.id} value={record.id}>
            <code>{record.revision}</code>{' '}
            <Age at={record.deployedAt} format={age => `${age} ago`} />
            {record.by && ` by ${record.by}`}
          </li>
        ))}
      </ol>
    </Fold>
  );
}

function Fold(props: { title: string; open?: boolean; children: ReactNode }) {
  const classes = useStyles();
  return (
    <details open={props.open}>
      <summary className={classes.summary}>
        <Typography variant="caption" component="span">
          {props.title}
        </Typography>
      </summary>
      {props.children}
    </details>
  );
}
