/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import TextField from '@material-ui/core/TextField';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { goldenPathApiRef, PortPool } from '../../api/GoldenPathApi';
import { Loaded, useLoaded } from '../../hooks';
import { FieldSkeleton, LoadProblem, Remark } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { draftValuesOf, textOf, helpOf } from '../fieldProps';
import { PortMap } from './PortMap';
import { cellsOf, isRefused, verdictOf } from './presentPorts';
import { PortPickerSchema } from './schema';
import { TakenPorts } from './TakenPorts';
import { usePortVerdict } from './usePortVerdict';

/** A map of more says nothing at a glance. */
const MAX_CELLS = 300;

const MAP_HEIGHT = 260;

/**
 * A port of the platform's pool: shows who has which, and takes the next free one
 * until somebody says otherwise. Nothing is reserved by looking.
 *
 * @internal
 */
export function PortPicker(props: typeof PortPickerSchema.TProps) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const values = draftValuesOf(props);
  const system = textOf(values, 'system');
  const ports = usePorts(system);
  const { formData, onChange } = props;
  const next = ports.value?.next;

  // Once a system: a field that somebody has emptied stays empty.
  const suggestedFor = useRef<string>();
  useEffect(() => {
    if (next !== undefined && suggestedFor.current !== system) {
      suggestedFor.current = system;
      if (formData === undefined) {
        onChange(next);
      }
    }
  }, [next, system, formData, onChange]);

  return (
    <>
      <TextField
        id={props.idSchema?.$id}
        label={props.schema.title ?? t('port.label')}
        required={props.required}
        disabled={props.disabled}
        error={(props.rawErrors ?? []).length > 0}
        value={formData ?? ''}
        onChange={event => onChange(numberOf(event.target.value) as number)}
        inputProps={{ inputMode: 'numeric', autoComplete: 'off' }}
        helperText={helpOf(props, t('port.help'))}
        fullWidth
      />
      <PortAdvice
        system={system}
        ports={ports}
        wanted={formData}
        name={textOf(values, 'name')}
        disabled={props.disabled}
        onChoose={port => onChange(port)}
      />
    </>
  );
}

function PortAdvice(props: {
  system: string | undefined;
  ports: Loaded<PortPool>;
  wanted: unknown;
  name: string | undefined;
  disabled?: boolean;
  onChoose: (port: number) => void;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { state, value, problem, reload } = props.ports;
  if (!props.system) {
    return <Remark tone="quiet">{t('common.chooseSystem')}</Remark>;
  }
  return (
    <>
      {state === 'denied' && <LoadProblem>{t('port.denied')}</LoadProblem>}
      {state === 'failed' && (
        <LoadProblem onRetry={reload}>
          {t('port.failed', { problem: problem ?? '' })}
        </LoadProblem>
      )}
      {state === 'loading' && !value && (
        <FieldSkeleton label={t('port.loading')} height={MAP_HEIGHT} />
      )}
      {value && <PoolAdvice {...props} pool={value} />}
    </>
  );
}

function PoolAdvice(props: {
  pool: PortPool;
  wanted: unknown;
  name: string | undefined;
  disabled?: boolean;
  onChoose: (port: number) => void;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { pool, wanted, name } = props;
  const userRef = useUserRef();
  const cells = useMemo(() => cellsOf(pool), [pool]);
  const verdict = verdictOf(pool, wanted, { userRef, name });
  const sentence = usePortVerdict(pool, wanted, verdict, name);
  const offersNext =
    pool.next !== undefined && (verdict.kind === 'empty' || isRefused(verdict));
  return (
    <>
      {sentence && (
        <Remark tone={sentence.tone} live>
          {sentence.text}
        </Remark>
      )}
      {offersNext && (
        <Button
          size="small"
          variant="outlined"
          disabled={props.disabled}
          onClick={() => props.onChoose(pool.next!)}
        >
          {t('port.useNext', { port: String(pool.next) })}
        </Button>
      )}
      {pool.next === undefined && (
        <Remark tone="attention">{t('port.full')}</Remark>
      )}
      {pool.problems.map(problem => (
        <Remark key={problem} tone="quiet">
          {t('port.unasked', { problem: problem.replace(/\.$/, '') })}
        </Remark>
      ))}
      {cells.length <= MAX_CELLS ? (
        <PortMap
          cells={cells}
          chosen={typeof wanted === 'number' ? wanted : undefined}
          disabled={props.disabled}
          onChoose={props.onChoose}
        />
      ) : (
        <FormHelperText>
          {t('port.tooMany', { number: String(cells.length) })}
        </FormHelperText>
      )}
      <TakenPorts ports={pool.ports} />
    </>
  );
}

function usePorts(system: string | undefined): Loaded<PortPool> {
  const api = useApi(goldenPathApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getPorts(system!, { signal }),
    [api, system],
  );
  return useLoaded(system ? load : undefined);
}

function useUserRef(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const load = useCallback(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  return useLoaded(load).value?.userEntityRef;
}

/** What is no number stays as it was typed, so that nothing jumps under the cursor. */
function numberOf(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  return /^\d+$/.test(trimmed) ? Number(trimmed) : text;
}
