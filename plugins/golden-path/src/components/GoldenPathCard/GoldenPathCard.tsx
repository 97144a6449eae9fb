/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InfoCard, LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { getEntityRelations, useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  GENERATOR_VERSION,
  goldenPathServiceChangePermission,
} from '@openpolicy/plugin-golden-path-common';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { describeError } from '../../api/errors';
import { goldenPathApiRef } from '../../api/GoldenPathApi';
import { templateRouteRef } from '../../routes';
import { LoadProblem, Remark } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import {
  CHANGE_TEMPLATE,
  changeQuery,
  formQuery,
  presentCard,
  UPGRADE_TEMPLATE,
} from './presentCard';

const useStyles = makeStyles(
  theme => ({
    code: {
      display: 'block',
      fontFamily: 'monospace',
      fontSize: '0.8125rem',
      overflowWrap: 'anywhere',
    },
    action: { marginTop: theme.spacing(1) },
  }),
  { name: 'GoldenPathCard' },
);

/**
 * A service on the golden path: which generator made its files, and the way to
 * change it.
 *
 * @internal
 */
export function GoldenPathCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { version, isOutdated } = presentCard(entity);
  return (
    <InfoCard title={t('change.title')} variant="gridItem">
      {isOutdated ? (
        <Remark tone="attention">
          <strong>{t('change.outdatedTitle')}</strong>.{' '}
          {t('change.outdatedText', {
            version: version!,
            current: GENERATOR_VERSION,
          })}
        </Remark>
      ) : (
        <Typography variant="body2" data-testid="generator-version">
          {t('change.generator')}:{' '}
          {version ? t('change.current', { version }) : t('change.unknown')}
        </Typography>
      )}
      <ChangeEntry entity={entity} />
    </InfoCard>
  );
}

function ChangeEntry({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const templateLink = useRouteRef(templateRouteRef);
  const permission = usePermission({
    permission: goldenPathServiceChangePermission,
    resourceRef: stringifyEntityRef(entity),
  });
  const { hasSource, isOutdated, sourceAnnotation } = presentCard(entity);

  if (permission.loading) {
    return <Remark tone="progress">{t('change.checking')}</Remark>;
  }
  if (permission.error) {
    return <Remark tone="attention">{t('change.permissionFailed')}</Remark>;
  }
  if (!permission.allowed) {
    const owners = getEntityRelations(entity, RELATION_OWNED_BY)
      .map(({ name }) => name)
      .join(', ');
    return (
      <Remark tone="quiet">
        {t('change.denied', { owners: owners || t('change.noOwner') })}
      </Remark>
    );
  }
  if (!hasSource) {
    return (
      <Remark tone="quiet">
        {t('change.noSource')}
        <code className={classes.code}>{sourceAnnotation}</code>
      </Remark>
    );
  }
  if (!templateLink) {
    // An app without the scaffolder has nowhere to go to.
    return null;
  }
  const entityRef = stringifyEntityRef(entity);
  return (
    <>
      {isOutdated && (
        <div className={classes.action}>
          <LinkButton
            variant="outlined"
            color="primary"
            size="small"
            to={`${templateLink(UPGRADE_TEMPLATE)}?${formQuery({ entityRef })}`}
          >
            {t('change.upgrade')}
          </LinkButton>
          <Typography variant="caption" component="p" color="textSecondary">
            {t('change.upgradeHint')}
          </Typography>
        </div>
      )}
      <OpenForm entityRef={entityRef} address={templateLink(CHANGE_TEMPLATE)} />
    </>
  );
}

/** Reads the spec first, so that the form begins with what holds now. */
function OpenForm(props: { entityRef: string; address: string }) {
  const { entityRef, address } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const api = useApi(goldenPathApiRef);
  const navigate = useNavigate();
  const [state, setState] = useState<{ isOpening: boolean; problem?: string }>({
    isOpening: false,
  });
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const open = async () => {
    setState({ isOpening: true });
    try {
      const { text } = await api.getSource(entityRef);
      if (mounted.current) {
        navigate(`${address}?${changeQuery(entityRef, text)}`);
      }
    } catch (error) {
      if (mounted.current) {
        setState({ isOpening: false, problem: describeError(error) });
      }
    }
  };
  return (
    <div className={classes.action}>
      <Button
        variant="outlined"
        color="primary"
        size="small"
        disabled={state.isOpening}
        onClick={open}
      >
        {state.isOpening ? t('change.opening') : t('change.action')}
      </Button>
      <Typography variant="caption" component="p" color="textSecondary">
        {t('change.hint')}
      </Typography>
      {state.problem && (
        <LoadProblem>
          {t('change.unreadable', { problem: state.problem })}
        </LoadProblem>
      )}
    </div>
  );
}
