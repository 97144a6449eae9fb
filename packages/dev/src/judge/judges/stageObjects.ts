/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ObjectDocument } from '../corpus/buildCorpus';

/**
 * Writes each object to a file of its own, named after its id, for judges that
 * read folders.
 *
 * @returns finds the object of a path that the judge names.
 */
export async function stageObjects(
  objects: readonly ObjectDocument[],
  folder: string,
): Promise<(path: string) => ObjectDocument | undefined> {
  await mkdir(folder, { recursive: true });
  for (const { id, text } of objects) {
    await writeFile(join(folder, `${id}.yaml`), text);
  }
  const byId = new Map(objects.map(object => [object.id, object]));
  return path => byId.get(basename(path, '.yaml'));
}

/** Splits a list so that both places have work and no command line is too long. */
export function inBatches<T>(entries: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < entries.length; start += size) {
    batches.push(entries.slice(start, start + size));
  }
  return batches;
}
