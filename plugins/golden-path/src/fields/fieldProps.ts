/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** What the values of all pages are, as a form's fields see them. @internal */
export type DraftValues = Readonly<Record<string, unknown>>;

/**
 * The values of all pages of the form, which the stepper hands to each field.
 *
 * @internal
 */
export function draftValuesOf(
  props: Pick<FieldExtensionComponentProps<unknown>, 'formContext'>,
): DraftValues {
  const values: unknown = props.formContext?.formData;
  return typeof values === 'object' && values !== null
    ? (values as DraftValues)
    : {};
}

/** A text of the draft, or undefined while nobody has said it. @internal */
export function textOf(values: DraftValues, field: string): string | undefined {
  const value = values[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * What stands below a field. The form shows the template's own `ui:help` itself.
 *
 * @internal
 */
export function helpOf(
  props: {
    schema: { description?: string };
    uiSchema?: Readonly<Record<string, unknown>>;
  },
  fallback: string,
): string | undefined {
  return props.uiSchema?.['ui:help'] === undefined
    ? props.schema.description ?? fallback
    : undefined;
}
