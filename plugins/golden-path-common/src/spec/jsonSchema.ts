/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';
import { platformSpecSchema, resourceEndpointSchema } from './platformSpec';
import { serviceSpecSchema } from './serviceSpec';

/**
 * The JSON schema of a catalog file of a Component, for editors that read the
 * `yaml-language-server` comment. It is strict about `spec.runtime` and silent
 * about everything that Backstage itself checks.
 *
 * @public
 */
export function componentJsonSchema(): JsonObject {
  const { $schema, ...runtime } = jsonSchemaOf(serviceSpecSchema);
  return {
    $schema,
    title: 'Component with spec.runtime',
    type: 'object',
    properties: { spec: { type: 'object', properties: { runtime } } },
  };
}

/**
 * The JSON schema of a `service.yaml`, which holds `spec.runtime` alone and is
 * pulled into the entity by `$yaml`.
 *
 * @public
 */
export function serviceSpecJsonSchema(): JsonObject {
  return {
    title: 'service.yaml: spec.runtime of a Component',
    ...jsonSchemaOf(serviceSpecSchema),
  };
}

/**
 * The JSON schema of `spec.platform` of a System.
 *
 * @public
 */
export function platformSpecJsonSchema(): JsonObject {
  return {
    title: 'spec.platform of a System',
    ...jsonSchemaOf(platformSpecSchema),
  };
}

/**
 * The JSON schema of `spec.endpoint` of a Resource.
 *
 * @internal
 */
export function endpointJsonSchema(): JsonObject {
  return jsonSchemaOf(resourceEndpointSchema);
}

function jsonSchemaOf(schema: z.ZodType): JsonObject {
  return plain(
    z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as JsonValue,
  ) as JsonObject;
}

/**
 * Without what zod adds to every whole number (the range of safe integers, which
 * an editor would show), and with alternatives that are constants as one list.
 */
function plain(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value.map(entry => plain(entry)!);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { anyOf, ...rest } = value;
  const constants = constantsOf(anyOf);
  const entries = Object.entries(
    constants ? { ...rest, ...constants } : value,
  ).filter(([key, entry]) => {
    const isSafeRange =
      (key === 'maximum' && entry === Number.MAX_SAFE_INTEGER) ||
      (key === 'minimum' && entry === Number.MIN_SAFE_INTEGER);
    return !isSafeRange;
  });
  return Object.fromEntries(
    entries.map(([key, entry]) => [key, plain(entry)]),
  ) as JsonObject;
}

function constantsOf(
  anyOf: JsonValue | undefined,
): { type: JsonValue; enum: JsonValue[] } | undefined {
  const options = Array.isArray(anyOf) ? (anyOf as JsonObject[]) : [];
  const [first] = options;
  return first?.type !== undefined &&
    options.every(
      ({ type, const: constant }) =>
        constant !== undefined && type === first.type,
    )
    ? { type: first.type, enum: options.map(option => option.const!) }
    : undefined;
}
