/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { parseQuantity } from '@openpolicy/plugin-golden-path-common';
import { useMemo } from 'react';
import { CatalogSnapshot } from '../../catalog';
import { readValues } from '../../preview';
import { CatalogGate, Remark } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { DraftValues, draftValuesOf, helpOf } from '../fieldProps';
import { CostTable } from './CostTable';
import { costOf } from './presentCost';
import { ResourcesPickerSchema } from './schema';
import { Amounts, amountsOf, SIZE_NAMES, sizeOf, SIZES } from './sizes';

const HEIGHT = 220;

const FIELDS = [
  {
    part: 'cpu',
    amount: 'request',
    label: 'resources.cpuRequest',
    hint: 'resources.quantityHint',
  },
  {
    part: 'cpu',
    amount: 'limit',
    label: 'resources.cpuLimit',
    hint: 'resources.quantityHint',
  },
  {
    part: 'memory',
    amount: 'request',
    label: 'resources.memoryRequest',
    hint: 'resources.bytesHint',
  },
  {
    part: 'memory',
    amount: 'limit',
    label: 'resources.memoryLimit',
    hint: 'resources.bytesHint',
  },
] as const;

const useStyles = makeStyles(
  theme => ({
    sizes: { marginTop: theme.spacing(1) },
    amounts: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))',
      gap: theme.spacing(1.5),
      margin: theme.spacing(1, 0, 2),
    },
  }),
  { name: 'GoldenPathResourcesPicker' },
);

/**
 * What each pod asks for and may use, with sizes to begin from, and what that
 * costs the platform. How many pods there are is the field `scale`.
 *
 * @internal
 */
export function ResourcesPicker(props: typeof ResourcesPickerSchema.TProps) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const { formData, onChange, disabled } = props;
  const id = props.idSchema?.$id ?? 'resources';
  const amounts = amountsOf(formData);
  const set = (changed: Amounts) => onChange({ ...formData, ...changed });

  return (
    <>
      <Typography variant="subtitle1" component="h3">
        {props.schema.title ?? t('resources.label')}
      </Typography>
      <FormHelperText>{helpOf(props, t('resources.help'))}</FormHelperText>
      <FormControl
        component="fieldset"
        disabled={disabled}
        className={classes.sizes}
      >
        <FormLabel component="legend">{t('resources.size')}</FormLabel>
        <RadioGroup
          row
          name={`${id}_size`}
          value={sizeOf(amounts) ?? ''}
          onChange={(_, name) => set(SIZES[name as keyof typeof SIZES])}
        >
          {SIZE_NAMES.map(name => (
            <FormControlLabel
              key={name}
              value={name}
              control={<Radio color="primary" size="small" />}
              label={`${t(`resources.${name}`)} (${t('resources.sizeHint', {
                cpu: SIZES[name].cpu.request,
                memory: SIZES[name].memory.request,
              })})`}
            />
          ))}
        </RadioGroup>
      </FormControl>
      <div className={classes.amounts}>
        {FIELDS.map(({ part, amount, label, hint }) => {
          const text = amounts[part][amount];
          const problem = quantityProblem(text);
          return (
            <TextField
              key={label}
              id={`${id}_${part}_${amount}`}
              label={t(label)}
              value={text}
              disabled={disabled}
              error={problem}
              helperText={
                problem
                  ? t('resources.notQuantity', { text, hint: t(hint) })
                  : t(hint)
              }
              inputProps={{ autoComplete: 'off' }}
              onChange={event =>
                set({
                  ...amounts,
                  [part]: { ...amounts[part], [amount]: event.target.value },
                })
              }
            />
          );
        })}
      </div>
      <CatalogGate height={HEIGHT}>
        {catalog => (
          <CostOfDraft catalog={catalog} values={draftValuesOf(props)} />
        )}
      </CatalogGate>
    </>
  );
}

function CostOfDraft(props: { catalog: CatalogSnapshot; values: DraftValues }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { catalog, values } = props;
  const cost = useMemo(() => {
    const { model, service } = readValues(catalog, values);
    return model && service && costOf(model, service);
  }, [catalog, values]);
  return cost ? (
    <CostTable cost={cost} />
  ) : (
    <Remark tone="quiet">{t('resources.noCost')}</Remark>
  );
}

function quantityProblem(text: string): boolean {
  return parseQuantity(text) === undefined;
}
