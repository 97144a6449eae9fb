/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { parseDocument } from 'yaml';
import { DRAFT_SECTIONS } from '../serviceDraft';

const MAX_ALIASES = 100;

/** Sections of `spec.runtime` that a form of changes may hold. */
export const CHANGEABLE_SECTIONS = ['tier', ...DRAFT_SECTIONS] as const;

/**
 * A service as a form of changes would have it: what the form says is laid over its
 * `spec.runtime`. Maps are merged, lists replaced; what a form sends for fields that
 * nobody filled in (empty texts, lists and maps) changes nothing.
 *
 * @param values - the form's values; other keys than sections are ignored
 * @public
 */
export function changedEntity(
  entity: Entity,
  values: Readonly<Record<string, unknown>>,
): Entity {
  const changes = Object.fromEntries(
    CHANGEABLE_SECTIONS.map(section => [section, values[section]]),
  );
  return {
    ...entity,
    spec: {
      ...entity.spec,
      runtime: merge(entity.spec?.runtime ?? {}, changes) as JsonObject,
    },
  };
}

/**
 * What a form of changes begins with: the sections as they are.
 *
 * @param text - `service.yaml`, as it is in its repository: the catalog may lag behind,
 *   and a form that begins with old values takes back what others have changed since
 * @returns nothing if the text is no map of sections; the change itself says why
 * @public
 */
export function changeableValues(text: string): JsonObject {
  const document = parseDocument(text);
  // Aliases of aliases would fill the memory; nobody needs them here.
  const read =
    document.errors.length > 0
      ? undefined
      : document.toJS({ maxAliasCount: MAX_ALIASES });
  const runtime = isMap(read) ? (read as JsonObject) : {};
  return Object.fromEntries(
    CHANGEABLE_SECTIONS.flatMap(section =>
      runtime[section] === undefined ? [] : [[section, runtime[section]]],
    ),
  );
}

function merge(base: unknown, change: unknown): unknown {
  if (isEmpty(change)) {
    return base;
  }
  if (!isMap(change)) {
    return change;
  }
  const merged: Record<string, unknown> = isMap(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(change)) {
    const result = merge(merged[key], value);
    if (result !== undefined) {
      merged[key] = result;
    }
  }
  return merged;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (isMap(value) && Object.values(value).every(isEmpty))
  );
}
