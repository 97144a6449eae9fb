/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JsonObject, JsonValue } from '@backstage/types';

/**
 * A field of a schema as a row of a table.
 *
 * @internal
 */
export interface FieldRow {
  /** Path from the section's root, as `retries.attempts` or `[].port`. */
  path: string;
  type: string;
  /** As people write it, or undefined if there is none. */
  fallback?: string;
  required: boolean;
  description: string;
}

/**
 * All fields of a schema, each object before its own fields.
 *
 * @param depth - path of the schema itself, in front of that of its fields
 * @internal
 */
export function fieldRows(schema: JsonObject, depth = ''): FieldRow[] {
  const required = (schema.required as string[] | undefined) ?? [];
  return Object.entries(objectOf(schema.properties)).flatMap(
    ([name, value]) => {
      const field = value as JsonObject;
      const path = depth ? `${depth}.${name}` : name;
      return [
        {
          path,
          type: typeOf(field),
          fallback: fallbackOf(field),
          required: required.includes(name),
          description: String(field.description ?? ''),
        },
        ...rowsBelow(field, path),
      ];
    },
  );
}

/**
 * The fields below a field: those of an object, of a list's entries, or of a
 * map's values.
 *
 * @internal
 */
export function rowsBelow(field: JsonObject, path: string): FieldRow[] {
  return [
    ...fieldRows(field, path),
    ...fieldRows(objectOf(field.items), `${path}[]`),
    ...fieldRows(objectOf(field.additionalProperties), `${path}.*`),
  ];
}

/** A duration's pattern, however many units it allows. */
const DURATION = /^\^\[0-9\]\+\(ms\|s\|m\|h\|d\)\$$/;

function typeOf(field: JsonObject): string {
  const { enum: values, const: constant, pattern, minimum, maximum } = field;
  if (constant !== undefined) {
    return code(constant);
  }
  if (Array.isArray(values)) {
    return values.map(code).join(' or ');
  }
  if (field.type === 'array') {
    return `list of ${typeOf(objectOf(field.items))}`.replace(
      /object$/,
      'objects',
    );
  }
  if (field.type === 'object') {
    return field.additionalProperties
      ? `map of ${typeOf(objectOf(field.additionalProperties))}`.replace(
          /object$/,
          'objects',
        )
      : 'object';
  }
  if (typeof pattern === 'string') {
    return DURATION.test(pattern) ? 'duration' : 'text';
  }
  if (field.type === 'integer' || field.type === 'number') {
    const word = field.type === 'integer' ? 'whole number' : 'number';
    return `${word}${rangeOf(minimum, maximum)}`;
  }
  return { string: 'text', boolean: 'yes or no' }[String(field.type)] ?? 'any';
}

function rangeOf(
  minimum: JsonValue | undefined,
  maximum: JsonValue | undefined,
): string {
  if (minimum !== undefined && maximum !== undefined) {
    return ` from ${minimum} to ${maximum}`;
  }
  if (minimum !== undefined) {
    return ` from ${minimum}`;
  }
  return maximum === undefined ? '' : ` to ${maximum}`;
}

/** An empty object stands for the defaults of its own fields. */
function fallbackOf({ default: value }: JsonObject): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (Array.isArray(value) && value.length === 0) {
    return 'none';
  }
  const isEmpty =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0;
  return isEmpty ? undefined : code(value);
}

function code(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** The value if it is an object, else one without fields. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}
