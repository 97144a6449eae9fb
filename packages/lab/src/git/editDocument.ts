/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Document } from 'yaml';

/**
 * Writes the differences between two values into the document that the first was read
 * from, so that comments, quotes and order of everything else stay: the commit of
 * a scenario shows only what it changes.
 * @internal
 */
export function editDocument(
  document: Document,
  before: unknown,
  after: unknown,
  path: (string | number)[] = [],
): void {
  if (isMapping(before) && isMapping(after)) {
    for (const key of new Set([
      ...Object.keys(before),
      ...Object.keys(after),
    ])) {
      if (!(key in after)) document.deleteIn([...path, key]);
      else editDocument(document, before[key], after[key], [...path, key]);
    }
    return;
  }
  if (
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length
  ) {
    for (const [index, item] of after.entries()) {
      editDocument(document, before[index], item, [...path, index]);
    }
    return;
  }
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    document.setIn(path, document.createNode(after));
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
