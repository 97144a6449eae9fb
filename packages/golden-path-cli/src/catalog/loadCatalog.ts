/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { parsePath } from '@openpolicy/plugin-golden-path-common';
import { dirname, resolve } from 'node:path';
import { Document, LineCounter, parseAllDocuments, parseDocument } from 'yaml';
import { notYaml, readText, showPath } from '../files';
import { lineOf } from './lineOf';

/** An entity with the place that it was read from. */
export interface LoadedEntity {
  entity: Entity;
  /** File relative to the repository's root, with slashes. */
  source: string;
  /** File and line of a field; the nearest parent's where it is missing. */
  locate(path: string): Place;
}

/** A line of a file; the file is relative to the repository's root. */
export interface Place {
  file: string;
  line: number;
}

/**
 * Reads catalog files as the catalog does: follows the targets of Locations and
 * replaces a `$yaml` placeholder by the file that it names.
 *
 * @param options - `root` is what `source` is relative to; with `single` no other
 *   file is read for a Location
 * @throws UnreadableError if a file cannot be read or is no YAML
 */
export function loadCatalog(options: {
  root: string;
  file: string;
  single?: boolean;
}): LoadedEntity[] {
  const { root, file, single } = options;
  const text = readText(
    file,
    'Correct the target that names it, or add the file.',
  );
  const loaded: LoadedEntity[] = [];
  const lines = new LineCounter();
  for (const document of parseAllDocuments(text, { lineCounter: lines })) {
    failOnErrors(document, file);
    const entity = document.toJS() as Entity | undefined;
    if (!entity?.kind || !entity.metadata?.name) {
      continue;
    }
    if (entity.kind === 'Location') {
      const targets = [entity.spec?.target, entity.spec?.targets].flat();
      for (const target of single ? [] : targets) {
        if (typeof target === 'string') {
          loaded.push(
            ...loadCatalog({ root, file: resolve(dirname(file), target) }),
          );
        }
      }
      continue;
    }
    const source = showPath(root, file);
    const included = includeRuntime(entity, file);
    loaded.push({
      entity: included?.entity ?? entity,
      source,
      locate: path => {
        const segments = parsePath(path);
        if (included && segments[0] === 'spec' && segments[1] === 'runtime') {
          return {
            file: showPath(root, included.file),
            line: lineOf(included.document, included.lines, segments.slice(2)),
          };
        }
        return { file: source, line: lineOf(document, lines, segments) };
      },
    });
  }
  return loaded;
}

/** Replaces `spec.runtime: {$yaml: ./file}` by the content of the file. */
function includeRuntime(entity: Entity, file: string) {
  const runtime = entity.spec?.runtime as { $yaml?: unknown } | undefined;
  if (typeof runtime?.$yaml !== 'string') {
    return undefined;
  }
  const target = resolve(dirname(file), runtime.$yaml);
  const lines = new LineCounter();
  const document = parseDocument(
    readText(target, 'Correct the placeholder that names it, or add the file.'),
    { lineCounter: lines },
  );
  failOnErrors(document, target);
  return {
    file: target,
    document,
    lines,
    entity: {
      ...entity,
      spec: { ...entity.spec, runtime: document.toJS() },
    } as Entity,
  };
}

function failOnErrors(document: Document, file: string): void {
  if (document.errors.length > 0) {
    throw notYaml(file, document.errors[0]);
  }
}
