/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { emitDocument } from '@openpolicy/plugin-golden-path-common';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors';

/** An entity as a file of the catalog. */
export interface EntityFile {
  name: string;
  content: string;
}

/** One file an entity. */
export function entityFiles(entities: readonly Entity[]): EntityFile[] {
  return entities.map(entity => ({
    name: `${entity.metadata.name}.yaml`,
    content: emitDocument(entity),
  }));
}

/**
 * Writes the files.
 *
 * @returns their paths
 * @throws UsageError if one is there already; none is written then
 */
export function writeEntities(
  directory: string,
  files: readonly EntityFile[],
): string[] {
  const paths = files.map(({ name }) => join(directory, name));
  const taken = paths.find(path => existsSync(path));
  if (taken) {
    throw new UsageError(
      `Failed to write '${taken}': it is there already. Move it away, or name another folder with --out.`,
    );
  }
  mkdirSync(directory, { recursive: true });
  for (const [index, path] of paths.entries()) {
    writeFileSync(path, files[index].content);
  }
  return paths;
}
