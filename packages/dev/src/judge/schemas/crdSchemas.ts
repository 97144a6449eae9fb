/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  isObject,
  JsonSchema,
  KindSchema,
  toStrictJsonSchema,
} from './jsonSchema';

/** A CustomResourceDefinition, as far as it is read. */
export interface CustomResourceDefinition {
  metadata: { name: string };
  spec: {
    group: string;
    names: { kind: string };
    versions: {
      name: string;
      served: boolean;
      schema?: { openAPIV3Schema?: JsonSchema };
    }[];
  };
}

/** Strict JSON schemas of the served versions of custom resources. */
export function crdSchemas(
  crds: readonly CustomResourceDefinition[],
): KindSchema[] {
  return crds.flatMap(({ spec }) =>
    spec.versions
      .filter(version => version.served)
      .map(({ name, schema }) => ({
        group: spec.group,
        version: name,
        kind: spec.names.kind,
        schema: rootSchema(
          `${spec.group}/${name}`,
          spec.names.kind,
          schema?.openAPIV3Schema ?? {},
        ),
      })),
  );
}

/** The three fields that every object has, whatever the CRD says of them. */
function rootSchema(
  apiVersion: string,
  kind: string,
  schema: JsonSchema,
): JsonSchema {
  const strict = toStrictJsonSchema(schema) as JsonSchema;
  const properties = isObject(strict.properties) ? strict.properties : {};
  const required = Array.isArray(strict.required) ? strict.required : [];
  return {
    ...strict,
    type: 'object',
    properties: {
      ...properties,
      apiVersion: { type: 'string', enum: [apiVersion] },
      kind: { type: 'string', enum: [kind] },
      metadata: { type: 'object' },
    },
    required: [...new Set(['apiVersion', 'kind', 'metadata', ...required])],
  };
}
