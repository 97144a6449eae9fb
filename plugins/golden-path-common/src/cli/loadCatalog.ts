/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { Document, LineCounter, parseAllDocuments, parseDocument } from 'yaml';
import { Finding } from '../rules/types';
import { parsePath } from '../rules/paths';

/**
 * An entity with the place that it was read from.
 *
 * @internal
 */
export interface LoadedEntity {
  entity: Entity;
  /** File relative to the repository's root, with slashes. */
  source: string;
  /** File and line of a field; the nearest parent's where it is missing. */
  locate(path: string): { file: string; line: number };
}

/**
 * Reads catalog files as the catalog does: follows the targets of Locations and
 * replaces a `$yaml` placeholder by the file that it names.
 *
 * @param options - `root` is what `source` is relative to
 * @throws Error that names the file, if one cannot be read or is no YAML
 * @internal
 */
export function loadCatalog(options: {
  root: string;
  file: string;
}): LoadedEntity[] {
  const { root, file } = options;
  const text = readText(file);
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
      for (const target of targets) {
        if (typeof target === 'string') {
          loaded.push(
            ...loadCatalog({ root, file: resolve(dirname(file), target) }),
          );
        }
      }
      continue;
    }
    const source = relative(root, file).split('\\').join('/');
    const included = includeRuntime(entity, file);
    loaded.push({
      entity: included?.entity ?? entity,
      source,
      locate: path => {
        const segments = parsePath(path);
        if (included && segments[0] === 'spec' && segments[1] === 'runtime') {
          return {
            file: relative(root, included.file),
            line: lineOf(included.document, included.lines, segments.slice(2)),
          };
        }
        return { file: source, line: lineOf(document, lines, segments) };
      },
    });
  }
  return loaded;
}

/**
 * One line that says where a finding is and what to do.
 *
 * @internal
 */
export function describeFinding(
  finding: Finding,
  entities: readonly LoadedEntity[],
  refOf: (entity: Entity) => string,
): string {
  const entity = entities.find(
    candidate => refOf(candidate.entity) === finding.entityRef,
  );
  const place = entity?.locate(finding.path);
  const prefix = place ? `${place.file}:${place.line}` : finding.entityRef;
  const severity = finding.waiver ? 'waived' : finding.severity;
  const waiver = finding.waiver
    ? ` Waived until ${finding.waiver.expires}: ${finding.waiver.reason}`
    : ` ${finding.fix}`;
  return `${prefix} ${severity} ${finding.ruleId} ${finding.message}.${waiver} [${finding.entityRef}]`;
}

/** Replaces `spec.runtime: {$yaml: ./file}` by the content of the file. */
function includeRuntime(entity: Entity, file: string) {
  const runtime = entity.spec?.runtime as { $yaml?: unknown } | undefined;
  if (typeof runtime?.$yaml !== 'string') {
    return undefined;
  }
  const target = resolve(dirname(file), runtime.$yaml);
  const lines = new LineCounter();
  const document = parseDocument(readText(target), { lineCounter: lines });
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

function lineOf(
  document: Document,
  lines: LineCounter,
  segments: Array<string | number>,
): number {
  for (let length = segments.length; length > 0; length--) {
    const node = document.getIn(segments.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return 1;
}

function failOnErrors(document: Document, file: string): void {
  if (document.errors.length > 0) {
    throw new Error(`Failed to read '${file}': ${document.errors[0].message}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `Failed to read '${file}': ${
        (error as NodeJS.ErrnoException).code
      }. Correct the target that names it, or add the file.`,
    );
  }
}
