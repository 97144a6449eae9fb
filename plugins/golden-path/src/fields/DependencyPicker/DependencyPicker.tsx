/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete, {
  createFilterOptions,
} from '@material-ui/lab/Autocomplete';
import { useMemo, useState } from 'react';
import { CatalogSnapshot } from '../../catalog';
import { useFindings } from '../../preview';
import { CatalogGate, Remark, SEVERITY_TONES } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { draftValuesOf, helpOf } from '../fieldProps';
import { DependencyRow } from './DependencyRow';
import { KIND_ICONS } from './kindIcons';
import {
  DependencyOption,
  findingsOfRow,
  optionsOf,
  rowOf,
} from './presentDependencies';
import { DependencyEntry, DependencyPickerSchema } from './schema';

const HEIGHT = 160;

/** A list of thousands is slow to draw and never read. */
const MAX_OPTIONS = 100;

const filterOptions = createFilterOptions<DependencyOption>({
  limit: MAX_OPTIONS,
  stringify: ({ title, ref, description }) =>
    `${title} ${ref} ${description ?? ''}`,
});

const useStyles = makeStyles(
  theme => ({
    option: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
    table: { '& td, & th': { paddingLeft: 0 } },
  }),
  { name: 'GoldenPathDependencyPicker' },
);

/**
 * What a service calls: components, APIs and resources of the catalog, with the
 * findings of the rules at the row that they are about.
 *
 * @internal
 */
export function DependencyPicker(props: typeof DependencyPickerSchema.TProps) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <>
      <Typography variant="subtitle1" component="h3">
        {props.schema.title ?? t('dependencies.label')}
      </Typography>
      <FormHelperText>{helpOf(props, t('dependencies.help'))}</FormHelperText>
      <CatalogGate height={HEIGHT}>
        {catalog => <Picker {...props} catalog={catalog} />}
      </CatalogGate>
    </>
  );
}

function Picker(
  props: typeof DependencyPickerSchema.TProps & { catalog: CatalogSnapshot },
) {
  const { catalog, onChange, disabled } = props;
  const entries = useMemo(
    () => (Array.isArray(props.formData) ? props.formData : []),
    [props.formData],
  );
  const findings = useFindings(catalog, draftValuesOf(props));
  const id = props.idSchema?.$id ?? 'dependencies';

  const replace = (index: number, entry?: DependencyEntry) =>
    onChange(
      entries.flatMap((known, at) => (at === index ? entry ?? [] : known)),
    );

  return (
    <>
      <Search
        id={id}
        catalog={catalog}
        taken={entries}
        disabled={disabled}
        onPick={({ ref }) => onChange([...entries, { ref }])}
      />
      {findingsOfRow(findings, undefined).map(finding => (
        <Remark
          key={`${finding.ruleId} ${finding.message}`}
          tone={SEVERITY_TONES[finding.severity]}
        >
          {finding.ruleId}: {finding.message}. {finding.fix}
        </Remark>
      ))}
      <Rows
        id={id}
        catalog={catalog}
        entries={entries}
        findings={findings}
        disabled={disabled}
        onChange={replace}
      />
    </>
  );
}

function Search(props: {
  id: string;
  catalog: CatalogSnapshot;
  taken: readonly DependencyEntry[];
  disabled?: boolean;
  onPick: (option: DependencyOption) => void;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const { catalog, taken } = props;
  const [text, setText] = useState('');
  const options = useMemo(() => {
    const known = new Set(taken.map(({ ref }) => rowOf(ref, catalog).ref));
    return optionsOf(catalog).filter(({ ref }) => !known.has(ref));
  }, [catalog, taken]);
  return (
    <Autocomplete<DependencyOption, false, false, false>
      id={props.id}
      options={options}
      filterOptions={filterOptions}
      groupBy={({ kind }) => t(`dependencies.${kind}`)}
      getOptionLabel={({ title }) => title}
      renderOption={({ kind, title, ref }) => {
        const Icon = KIND_ICONS[kind];
        return (
          <span className={classes.option}>
            <Icon fontSize="small" aria-hidden />
            <span>
              {title}
              <Typography
                variant="caption"
                component="div"
                color="textSecondary"
              >
                {ref}
              </Typography>
            </span>
          </span>
        );
      }}
      // What is picked goes to the table; the box is empty for the next one.
      value={null}
      inputValue={text}
      onInputChange={(_, value, reason) =>
        setText(reason === 'input' ? value : '')
      }
      onChange={(_, option) => {
        if (option) {
          props.onPick(option);
        }
      }}
      disabled={props.disabled}
      clearOnBlur
      blurOnSelect={false}
      noOptionsText={t('dependencies.noMatch')}
      renderInput={params => (
        <TextField
          {...params}
          label={t('dependencies.search')}
          placeholder={t('dependencies.searchHint')}
        />
      )}
    />
  );
}

function Rows(props: {
  id: string;
  catalog: CatalogSnapshot;
  entries: readonly DependencyEntry[];
  findings: Parameters<typeof findingsOfRow>[0];
  disabled?: boolean;
  onChange: (index: number, entry?: DependencyEntry) => void;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  if (props.entries.length === 0) {
    return <Remark tone="quiet">{t('dependencies.none')}</Remark>;
  }
  return (
    <Table
      size="small"
      className={classes.table}
      aria-label={t('dependencies.caption')}
    >
      <TableHead>
        <TableRow>
          <TableCell>{t('dependencies.what')}</TableCell>
          <TableCell>{t('dependencies.timeout')}</TableCell>
          <TableCell>{t('dependencies.critical')}</TableCell>
          <TableCell>{t('dependencies.actions')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {props.entries.map((entry, index) => {
          const { title, kind, ref } = rowOf(entry.ref, props.catalog);
          return (
            <DependencyRow
              key={`${ref} ${index}`}
              id={`${props.id}_${index}`}
              entry={entry}
              title={title}
              kind={kind}
              findings={findingsOfRow(props.findings, index)}
              disabled={props.disabled}
              onChange={changed => props.onChange(index, changed)}
              onRemove={() => props.onChange(index)}
            />
          );
        })}
      </TableBody>
    </Table>
  );
}
