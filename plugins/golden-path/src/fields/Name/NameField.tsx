/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import TextField from '@material-ui/core/TextField';
import { CatalogSnapshot } from '../../catalog';
import { useFindings } from '../../preview';
import { CatalogGate, Remark, SEVERITY_TONES } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { DraftValues, draftValuesOf, helpOf } from '../fieldProps';
import { NameSchema } from './schema';

const HEIGHT = 28;

/**
 * The name of a new service, with what the rules and the catalog say about it.
 *
 * @internal
 */
export function NameField(props: typeof NameSchema.TProps) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { formData } = props;
  return (
    <>
      <TextField
        id={props.idSchema?.$id}
        label={props.schema.title ?? t('name.label')}
        required={props.required}
        disabled={props.disabled}
        error={(props.rawErrors ?? []).length > 0}
        value={formData ?? ''}
        onChange={event =>
          props.onChange((event.target.value || undefined) as string)
        }
        placeholder={props.uiSchema?.['ui:placeholder']}
        // As the form's own fields do: the template's author asks for it.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={props.uiSchema?.['ui:autofocus'] === true}
        inputProps={{ autoComplete: 'off', spellCheck: false }}
        helperText={helpOf(props, t('name.help'))}
        fullWidth
      />
      <CatalogGate height={HEIGHT}>
        {catalog =>
          formData ? (
            <Verdict
              catalog={catalog}
              name={formData}
              values={draftValuesOf(props)}
            />
          ) : null
        }
      </CatalogGate>
    </>
  );
}

function Verdict(props: {
  catalog: CatalogSnapshot;
  name: string;
  values: DraftValues;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const findings = useFindings(props.catalog, props.values);
  const own = findings.filter(({ field }) => field === 'name');
  return own.length === 0 ? (
    <Remark tone="good" live>
      {t('name.free', { name: props.name })}
    </Remark>
  ) : (
    <>
      {own.map(({ ruleId, severity, message, fix }) => (
        <Remark key={ruleId} tone={SEVERITY_TONES[severity]} live>
          {ruleId}: {message}. {fix}
        </Remark>
      ))}
    </>
  );
}
