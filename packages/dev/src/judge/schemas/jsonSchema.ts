/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** A JSON schema, as far as the conversions look into it. */
export type JsonSchema = { [key: string]: unknown };

/** The schemas of one object's kind, and the file that kubeconform looks for. */
export interface KindSchema {
  group: string;
  version: string;
  kind: string;
  schema: JsonSchema;
}

/** The layout of the files, in kubeconform's template language. */
export const KUBECONFORM_TEMPLATE =
  '{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json';

/** The path of a kind by {@link KUBECONFORM_TEMPLATE}; the core group's name is its version. */
export function schemaPath({ group, version, kind }: KindSchema): string {
  return `${group || version}/${kind.toLocaleLowerCase(
    'en-US',
  )}_${version}.json`;
}

// Keywords whose values are data, or say something about the value as a whole.
const LITERAL = new Set(['default', 'enum', 'example', 'examples', 'const']);

/**
 * A schema of Kubernetes as strict JSON schema: unknown fields are refused, and
 * what only OpenAPI has is said in JSON schema's words.
 *
 * - An object with fields takes no other field, unless it says so
 *   (`x-kubernetes-preserve-unknown-fields`, `additionalProperties`).
 * - `nullable` becomes a type; `int-or-string` becomes both types.
 * - Descriptions are dropped: they are four fifths of the size.
 *
 * The parts of `allOf`, `anyOf`, `oneOf` and `not` repeat fields of the schema that
 * they stand in, so that they are not closed (structural schemas, Kubernetes' CRD
 * documentation).
 */
export function toStrictJsonSchema(
  schema: unknown,
  options: { closed: boolean } = { closed: true },
): unknown {
  if (Array.isArray(schema)) {
    return schema.map(entry => toStrictJsonSchema(entry, options));
  }
  if (!isObject(schema)) return schema;
  const result: JsonSchema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'description' && typeof value === 'string') continue;
    if (key.startsWith('x-kubernetes-') || key === 'nullable') continue;
    if (key === 'example' || key === 'externalDocs') continue;
    if (LITERAL.has(key)) result[key] = value;
    else if (key === 'properties' || key === 'definitions') {
      result[key] = mapValues(value, entry =>
        toStrictJsonSchema(entry, options),
      );
    } else if (['allOf', 'anyOf', 'oneOf', 'not'].includes(key)) {
      result[key] = toStrictJsonSchema(value, { closed: false });
    } else result[key] = toStrictJsonSchema(value, options);
  }
  if (isIntOrString(schema)) {
    delete result.format;
    result.type = ['string', 'integer'];
  }
  if (schema.nullable === true && result.type !== undefined) {
    result.type = [result.type, 'null'].flat();
  }
  const isOpen =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true;
  if (
    options.closed &&
    isObject(schema.properties) &&
    schema.additionalProperties === undefined &&
    !isOpen
  ) {
    result.additionalProperties = false;
  }
  return result;
}

function isIntOrString(schema: JsonSchema): boolean {
  return (
    schema['x-kubernetes-int-or-string'] === true ||
    schema.format === 'int-or-string'
  );
}

/** Whether it is an object and no list. */
export function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues(value: unknown, map: (entry: unknown) => unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, map(entry)]),
  );
}
