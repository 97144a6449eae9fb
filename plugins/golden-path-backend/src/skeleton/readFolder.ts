/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { SkeletonLimit } from './SkeletonLimit';

/** A static file of a template. @internal */
export interface SkeletonFile {
  /** With slashes, relative to the new repository. */
  path: string;
  content: string;
}

/**
 * The text files below a folder, sorted by path. Links are not followed.
 *
 * @throws an error of the file system, as ENOENT
 * @throws InputError if there are too many
 * @internal
 */
export async function readFolder(root: string): Promise<SkeletonFile[]> {
  const entries = await readdir(root, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const limit = new SkeletonLimit();
  const files: SkeletonFile[] = [];
  for (const file of paths) {
    const path = relative(root, file).split(sep).join('/');
    // Counted before it is read: one file alone may be larger than memory.
    limit.expect(path, (await stat(file)).size);
    const content = limit.take(path, await readFile(file));
    if (content !== undefined) {
      files.push({ path, content });
    }
  }
  return files;
}
