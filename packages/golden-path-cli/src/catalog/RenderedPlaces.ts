/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Finding,
  LintFinding,
  RenderedFile,
} from '@openpolicy/plugin-golden-path-common';
import { Place } from './loadCatalog';
import { FileObject, readObjects } from './objectFiles';
import { Catalog, findEntity, LocatedFinding } from './openCatalog';

/** Finds the lines that findings are about in rendered files. */
export class RenderedPlaces {
  readonly #catalog: Catalog;
  readonly #files: readonly RenderedFile[];
  #objects: FileObject[] | undefined;

  constructor(catalog: Catalog, files: readonly RenderedFile[]) {
    this.#catalog = catalog;
    this.#files = files;
  }

  locateAll(findings: readonly Finding[]): LocatedFinding[] {
    return findings.map(finding => ({ ...finding, ...this.#locate(finding) }));
  }

  #locate(finding: Finding): Place | undefined {
    if (isOnObject(finding)) {
      return this.#locateObject(finding);
    }
    // A workflow or a page: the path begins with the file.
    const [path] = finding.path.split(' ');
    const file = this.#files.find(entry => entry.path.endsWith(`/${path}`));
    return file
      ? { file: file.path, line: 1 }
      : findEntity(this.#catalog.entities, finding.entityRef)?.locate(
          finding.path,
        );
  }

  #locateObject({ object, field }: LintFinding) {
    // Most runs find nothing, and reading a thousand files takes a second.
    this.#objects ??= this.#files
      .filter(({ path }) => path.endsWith('.yaml'))
      .flatMap(({ path, content }) => readObjects(path, content).objects);
    const found = this.#objects.find(
      ({ manifest: { kind, metadata } }) =>
        kind === object.kind && metadata.name === object.name,
    );
    return found && { file: found.file, line: found.line(field) };
  }
}

function isOnObject(finding: Finding): finding is LintFinding {
  return 'object' in finding;
}
