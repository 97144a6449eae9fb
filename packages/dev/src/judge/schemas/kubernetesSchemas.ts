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

/** Kubernetes' `swagger.json`, as far as it is read. */
export interface Swagger {
  definitions: Record<string, JsonSchema>;
}

interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

/**
 * Strict JSON schemas of Kubernetes' own kinds, each with the definitions that it
 * refers to. Kinds that belong to every group (DeleteOptions, WatchEvent) are left
 * out: nobody renders them.
 */
export function kubernetesSchemas(swagger: Swagger): KindSchema[] {
  const strict = Object.fromEntries(
    Object.entries(swagger.definitions).map(([name, definition]) => [
      name,
      strictDefinition(name, definition),
    ]),
  );
  return Object.entries(swagger.definitions).flatMap(([name, definition]) => {
    const kinds = definition['x-kubernetes-group-version-kind'];
    if (!Array.isArray(kinds) || kinds.length !== 1) return [];
    const [{ group, version, kind }] = kinds as GroupVersionKind[];
    return [
      {
        group,
        version,
        kind,
        schema: {
          ...withIdentity(strict[name], { group, version, kind }),
          definitions: reachable(strict[name], strict),
        },
      },
    ];
  });
}

/** Quantities are numbers as well as texts; the swagger only says text. */
function strictDefinition(name: string, definition: JsonSchema): JsonSchema {
  const schema = toStrictJsonSchema(definition) as JsonSchema;
  return name.endsWith('.resource.Quantity')
    ? { ...schema, type: ['string', 'number'] }
    : schema;
}

function withIdentity(
  schema: JsonSchema,
  { group, version, kind }: GroupVersionKind,
): JsonSchema {
  return {
    ...schema,
    properties: {
      ...(schema.properties as JsonSchema),
      apiVersion: {
        type: 'string',
        enum: [group ? `${group}/${version}` : version],
      },
      kind: { type: 'string', enum: [kind] },
    },
    required: ['apiVersion', 'kind', ...((schema.required as string[]) ?? [])],
  };
}

/** Every definition that a schema refers to, directly or not. */
function reachable(
  schema: JsonSchema,
  all: Record<string, JsonSchema>,
): Record<string, JsonSchema> {
  const found: Record<string, JsonSchema> = {};
  const waiting = refsOf(schema);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name in found || !all[name]) continue;
    found[name] = all[name];
    waiting.push(...refsOf(all[name]));
  }
  return found;
}

function refsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === '$ref' && typeof entry === 'string'
      ? [entry.replace('#/definitions/', '')]
      : refsOf(entry),
  );
}
