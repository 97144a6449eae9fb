/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { UpgradePlan } from '@openpolicy/plugin-golden-path-common';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { goldenPathApiRef } from '../../api/GoldenPathApi';
import { PreviewFiles } from '../../components/PreviewPanel';
import { useLoaded } from '../../hooks';
import { FieldSkeleton, LoadProblem, Remark } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { draftValuesOf, textOf } from '../fieldProps';
import { presentUpgrade } from './presentUpgrade';
import { UpgradeFieldSchema } from './schema';

const HEIGHT = 480;

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
      overflow: 'hidden',
    },
    head: { padding: theme.spacing(1) },
    remarks: { padding: theme.spacing(0, 1) },
    path: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
  }),
  { name: 'GoldenPathUpgradeField' },
);

/**
 * What an upgrade of the service that the form names would change, worked out by the
 * server from the history of its repositories.
 *
 * @internal
 */
export function UpgradeField(props: typeof UpgradeFieldSchema.TProps) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const api = useApi(goldenPathApiRef);
  const values = draftValuesOf(props);
  const entityRef = textOf(values, 'entityRef');
  const environment = textOf(values, 'environment');
  const load = useCallback(
    (signal: AbortSignal) =>
      api.getUpgrade(entityRef!, { environment, signal }),
    [api, entityRef, environment],
  );
  const {
    value: plan,
    problem,
    reload,
  } = useLoaded(entityRef ? load : undefined);
  useSummary(props, plan);

  if (!entityRef) {
    return <Remark tone="quiet">{t('upgrade.chooseService')}</Remark>;
  }
  if (problem) {
    return (
      <LoadProblem onRetry={reload}>
        {t('upgrade.failed', { problem })}
      </LoadProblem>
    );
  }
  return plan ? (
    <UpgradeView id={props.idSchema?.$id ?? 'upgrade'} plan={plan} />
  ) : (
    <FieldSkeleton label={t('upgrade.loading')} height={HEIGHT} />
  );
}

function UpgradeView({ id, plan }: { id: string; plan: UpgradePlan }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const { groups, attention, problems, summary } = useMemo(
    () => presentUpgrade(plan),
    [plan],
  );
  return (
    <section
      className={classes.root}
      aria-label={t('upgrade.label')}
      data-testid="upgrade"
    >
      <div className={classes.head}>
        <Typography variant="subtitle1" component="h3">
          {t('upgrade.versions', {
            from: plan.from ?? t('upgrade.unknownVersion'),
            to: plan.to,
          })}
        </Typography>
        <Typography variant="body2" data-testid="upgrade-summary">
          {groups.length > 0 ? summary : t('upgrade.nothing')}
        </Typography>
      </div>
      <div className={classes.remarks}>
        {problems.map(problem => (
          <Remark key={problem} tone="attention">
            {t('upgrade.left', { problem })}
          </Remark>
        ))}
        {attention.map(({ path, outcome, reason }) => (
          <Remark
            key={path}
            tone={outcome === 'conflict' ? 'attention' : 'quiet'}
          >
            <span className={classes.path}>{path}</span>: {reason}{' '}
            {outcome === 'conflict' && t('upgrade.conflict')}
          </Remark>
        ))}
      </div>
      {groups.length > 0 && <PreviewFiles id={id} groups={groups} />}
    </section>
  );
}

/**
 * The stepper shows the value on its review. Until there is a plan there is no value, so
 * that a field which is required holds the page up.
 */
function useSummary(
  props: typeof UpgradeFieldSchema.TProps,
  plan: UpgradePlan | undefined,
): void {
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const { formData, onChange, schema } = latest.current;
    const value =
      plan && (schema.type === 'null' ? null : presentUpgrade(plan).summary);
    if (value !== formData) {
      onChange(value);
    }
  }, [plan]);
}
