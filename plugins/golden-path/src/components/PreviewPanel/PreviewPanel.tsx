/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  PreviewGroup,
  ServicePreviewResult,
} from '@openpolicy/plugin-golden-path-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { CatalogSnapshot } from '../../catalog';
import { useDebounced } from '../../hooks';
import {
  readValues,
  useDelivery,
  usePreview,
  useRepositoryFiles,
} from '../../preview';
import { LoadProblem, Remark } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { FindingsList } from './FindingsList';
import { PreviewFiles } from './PreviewFiles';
import { countsOf } from './presentPreview';

/** Who listens to a page wants to hear the sum, not every letter's. */
const ANNOUNCE_MS = 1_500;

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
      overflow: 'hidden',
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 2),
      padding: theme.spacing(1),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    counts: { flex: 1, color: theme.palette.text.secondary },
    environment: { minWidth: 120 },
    remarks: { padding: theme.spacing(0, 1) },
    findings: { maxHeight: 260, overflow: 'auto' },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'GoldenPathPreviewPanel' },
);

/**
 * Every file that a form's values would make, and what is wrong with them, rendered
 * anew as somebody types.
 *
 * @internal
 */
export function PreviewPanel(props: {
  /** Begins the ids of its parts. */
  id: string;
  catalog: CatalogSnapshot;
  values: Readonly<Record<string, unknown>>;
  /** Fields of the page that is open. */
  fieldsHere: readonly string[];
  onResult?: (result: ServicePreviewResult) => void;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const { id, values, onResult } = props;
  const environments = useEnvironments(props.catalog, values);
  const delivery = useDelivery(props.catalog, environments.model);
  const { skeleton, changed, problem, reload } = useRepositoryFiles(values);
  const options = useMemo(
    () => ({ environments: environments.asked, skeleton, changed }),
    [environments.asked, skeleton, changed],
  );
  const result = usePreview(delivery.catalog, values, options);
  useEffect(() => onResult?.(result), [onResult, result]);

  const label = t(values.entityRef ? 'preview.labelOfChange' : 'preview.label');
  const groups = useLastGood(result.groups);
  const counts = countsOf({ ...result, groups });
  const summary = t('preview.summary', {
    files: t('preview.count.files', { count: counts.files }),
    errors: t('preview.count.errors', { count: counts.errors }),
    warnings: t('preview.count.warnings', { count: counts.warnings }),
  });
  const goesTo = delivery.deliveries?.find(
    ({ environment }) => environment === environments.chosen,
  );
  const announced = useDebounced(summary, ANNOUNCE_MS);

  return (
    <section className={classes.root} aria-label={label} data-testid="preview">
      <div className={classes.head}>
        <Typography variant="subtitle1" component="h3">
          {label}
        </Typography>
        <Typography
          variant="body2"
          component="span"
          className={classes.counts}
          data-testid="preview-summary"
        >
          {summary}
        </Typography>
        {environments.names.length > 1 && (
          <TextField
            id={`${id}_environment`}
            className={classes.environment}
            select
            SelectProps={{ native: true }}
            label={t('preview.environment')}
            value={environments.chosen ?? ''}
            onChange={event => environments.choose(event.target.value)}
          >
            {environments.names.map(name => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </TextField>
        )}
      </div>
      <div role="status" className={classes.hidden}>
        {announced}
      </div>
      <div className={classes.remarks}>
        {result.placeholders.length > 0 && (
          <Remark tone="quiet">
            {t('preview.placeholders', {
              fields: result.placeholders.join(', '),
            })}
          </Remark>
        )}
        {goesTo && <Remark tone="quiet">{t('preview.goesTo', goesTo)}</Remark>}
        {delivery.problem && (
          <LoadProblem onRetry={delivery.reload}>
            {t('preview.deliveryUnknown', { problem: delivery.problem })}
          </LoadProblem>
        )}
        {problem && (
          <LoadProblem onRetry={reload}>
            {t('preview.incomplete', { problem })}
          </LoadProblem>
        )}
        {!result.groups && (
          <Remark tone="attention">
            {groups ? t('preview.stale') : t('preview.nothing')}
          </Remark>
        )}
        {result.groups?.length === 0 && (
          <Remark tone="quiet">{t('preview.noChanges')}</Remark>
        )}
      </div>
      {groups && groups.length > 0 && <PreviewFiles id={id} groups={groups} />}
      <div className={classes.findings}>
        <FindingsList
          findings={result.findings}
          fieldsHere={props.fieldsHere}
        />
      </div>
    </section>
  );
}

/** The environment that is shown: the form's, unless somebody asks for another. */
function useEnvironments(
  catalog: CatalogSnapshot,
  values: Readonly<Record<string, unknown>>,
) {
  const [wanted, setWanted] = useState<string>();
  const { model } = useMemo(
    () => readValues(catalog, values),
    [catalog, values],
  );
  const names = useMemo(
    () => model?.system.spec.environments.map(({ name }) => name) ?? [],
    [model],
  );
  const chosen =
    [wanted, values.environment].find(
      (name): name is string =>
        typeof name === 'string' && names.includes(name),
    ) ?? names[0];
  const asked = useMemo(
    () => (chosen === undefined ? undefined : [chosen]),
    [chosen],
  );
  return { model, names, chosen, asked, choose: setWanted };
}

/** Half of a word is no valid value; what was there before stays until it is. */
function useLastGood(
  groups: readonly PreviewGroup[] | undefined,
): readonly PreviewGroup[] | undefined {
  const last = useRef(groups);
  useEffect(() => {
    last.current = groups ?? last.current;
  }, [groups]);
  return groups ?? last.current;
}
