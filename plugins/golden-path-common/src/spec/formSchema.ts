/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JsonObject, JsonValue } from '@backstage/types';
import { serviceSpecJsonSchema } from './jsonSchema';

/** Titles that are no words made of the field's name. */
const TITLES: Record<string, string> = {
  api: 'API',
  apiGroups: 'API groups',
  apiVersion: 'API version',
  consecutive5xx: 'Consecutive 5xx answers',
  cpu: 'CPU',
  env: 'Variables',
  ephemeral: 'Scratch disk',
  for: 'Holds for',
  maxEjectionPercent: 'Most pods left out (percent)',
  minHealthPercent: 'Fewest healthy pods (percent)',
  on: 'Retry on',
  op: 'Operation',
  perTry: 'Time for each try',
  promql: 'PromQL query',
  rbac: 'Permissions at the Kubernetes API',
  ref: 'Entity',
  rps: 'Requests a second',
  runAsUser: 'User id',
  slo: 'Objectives',
  tls: 'TLS',
};

/**
 * The schema of `spec.runtime` as a form draws it: every field has a title and a
 * description, and defaults are filled in.
 *
 * @public
 */
export function serviceFormSchema(): JsonObject {
  const { $schema: _, ...schema } = serviceSpecJsonSchema();
  return { ...withTitles(schema), title: 'Service' };
}

function withTitles(schema: JsonObject): JsonObject {
  const { properties, items, additionalProperties, const: constant } = schema;
  return {
    ...schema,
    // What can be one thing only need not be asked for.
    ...(constant !== undefined && { default: constant }),
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [
          name,
          { title: titleOf(name), ...withTitles(field as JsonObject) },
        ]),
      ),
    }),
    ...(isObject(items) && { items: withTitles(items) }),
    ...(isObject(additionalProperties) && {
      additionalProperties: withTitles(additionalProperties),
    }),
  };
}

/** `startupSeconds` becomes "Startup seconds". */
function titleOf(name: string): string {
  const words = name.replace(
    /[A-Z]/g,
    letter => ` ${letter.toLocaleLowerCase('en-US')}`,
  );
  return (
    TITLES[name] ?? words.charAt(0).toLocaleUpperCase('en-US') + words.slice(1)
  );
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
