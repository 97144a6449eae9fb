/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePreviewResult } from '@openpolicy/plugin-golden-path-common';
import { useCallback, useMemo, useRef } from 'react';
import { PreviewPanel } from '../../components/PreviewPanel';
import { CatalogGate } from '../../status';
import { DraftValues, draftValuesOf } from '../fieldProps';
import { PreviewFieldSchema } from './schema';
import { summaryOf } from './summary';

const HEIGHT = 640;

/**
 * The preview as a field of its own, on the last page.
 *
 * @internal
 */
export function PreviewField(props: typeof PreviewFieldSchema.TProps) {
  const values = useOthers(draftValuesOf(props), props.name);
  const latest = useRef(props);
  latest.current = props;

  // The stepper checks only fields that have a value, so this one has one.
  const onResult = useCallback((result: ServicePreviewResult) => {
    const { formData, onChange, schema } = latest.current;
    const value = schema.type === 'null' ? null : summaryOf(result);
    if (value !== formData) {
      onChange(value);
    }
  }, []);

  return (
    <CatalogGate height={HEIGHT}>
      {catalog => (
        <PreviewPanel
          id={props.idSchema?.$id ?? 'preview'}
          catalog={catalog}
          values={values}
          fieldsHere={[]}
          onResult={onResult}
        />
      )}
    </CatalogGate>
  );
}

/** The summary is no part of the draft that it sums up. */
function useOthers(values: DraftValues, own: string): DraftValues {
  return useMemo(() => {
    const { [own]: _, ...others } = values;
    return others;
  }, [values, own]);
}
