/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest, parsePath } from '@openpolicy/plugin-golden-path-common';
import { Document, LineCounter, parseAllDocuments } from 'yaml';
import { notYaml } from '../files';
import { lineOf } from './lineOf';

/** An object of a file, with the way back to its lines. */
export interface FileObject {
  manifest: Manifest;
  file: string;
  /** Line of a field of the object, as `spec.selector`. */
  line(field: string): number;
}

/** A document of a file that holds no object: a workflow, rules. */
export interface FileDocument {
  value: unknown;
  file: string;
  line(field: string): number;
}

/** What a file holds. */
export interface FileContent {
  objects: FileObject[];
  others: FileDocument[];
}

/**
 * Reads the objects of a file: documents, and the items of lists as kubectl
 * prints them.
 *
 * @param file - as it is shown
 * @throws UnreadableError if it is no YAML
 */
export function readObjects(file: string, text: string): FileContent {
  const objects: FileObject[] = [];
  const others: FileDocument[] = [];
  const lines = new LineCounter();
  for (const document of parseAllDocuments(text, {
    lineCounter: lines,
  }) as Document[]) {
    if (document.errors.length > 0) {
      throw notYaml(file, document.errors[0]);
    }
    const value: unknown = document.toJS();
    const lineAt =
      (...prefix: Array<string | number>) =>
      (field: string) =>
        lineOf(document, lines, [...prefix, ...parsePath(field)]);
    if (isObject(value)) {
      objects.push({ manifest: value, file, line: lineAt() });
    } else if (isList(value)) {
      for (const [index, item] of value.items.entries()) {
        if (isObject(item)) {
          objects.push({ manifest: item, file, line: lineAt('items', index) });
        }
      }
    } else if (value !== null && value !== undefined) {
      others.push({ value, file, line: lineAt() });
    }
  }
  return { objects, others };
}

function isObject(value: unknown): value is Manifest {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Manifest>;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadata?.name === 'string'
  );
}

function isList(value: unknown): value is { items: unknown[] } {
  const { kind, items } = (value ?? {}) as { kind?: unknown; items?: unknown };
  return String(kind).endsWith('List') && Array.isArray(items);
}
