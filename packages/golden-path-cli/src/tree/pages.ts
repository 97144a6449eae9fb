/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  componentJsonSchema,
  referencePages,
  rulesPage,
} from '@openpolicy/plugin-golden-path-common';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A page that comes from the schema or the rules rather than from a catalog. */
export interface GeneratedPage {
  file: string;
  content: string;
}

/** Folder of the package whose schema and rules the pages describe. */
const PACKAGE = 'plugins/golden-path-common';

/**
 * Pages that belong beside a catalog, and in the repository of the golden path
 * itself those about its rules and its spec.
 */
export function generatedPages(root: string, catalog: string): GeneratedPage[] {
  const pages = [
    {
      file: join(catalog, 'service-spec.schema.json'),
      content: `${JSON.stringify(componentJsonSchema(), undefined, 2)}\n`,
    },
  ];
  if (existsSync(join(root, PACKAGE, 'package.json'))) {
    pages.push(
      { file: join(root, PACKAGE, 'RULES.md'), content: rulesPage() },
      ...referencePages().map(({ path, content }) => ({
        file: join(root, path),
        content,
      })),
    );
  }
  return pages;
}

/**
 * Pages whose file is not what it should be.
 *
 * @param write - also bring the files up to date
 */
export function updatePages(
  pages: readonly GeneratedPage[],
  write: boolean,
): string[] {
  const changed = pages.filter(
    ({ file, content }) =>
      !existsSync(file) || readFileSync(file, 'utf8') !== content,
  );
  if (write) {
    for (const { file, content } of changed) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
  return changed.map(({ file }) => file);
}
