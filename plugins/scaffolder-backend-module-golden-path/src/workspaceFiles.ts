/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { TreeChange } from '@openpolicy/plugin-golden-path-node';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

const MAX_FILES = 2_000;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * All files of a folder of the workspace. Links are refused: they could lead out.
 *
 * @throws InputError if there is a link, or more than a skeleton can hold
 */
export async function workspaceFiles(folder: string): Promise<TreeChange[]> {
  const changes: TreeChange[] = [];
  let bytes = 0;
  const walk = async (directory: string): Promise<void> => {
    for (const name of (await readdir(directory)).sort()) {
      const file = join(directory, name);
      const path = relative(folder, file).split(sep).join('/');
      if (name === '.git') {
        continue;
      }
      const stat = await lstat(file);
      if (stat.isDirectory()) {
        await walk(file);
        continue;
      }
      if (!stat.isFile()) {
        throw new InputError(
          `Failed to publish '${path}': it is no plain file. Remove the link from the skeleton.`,
        );
      }
      bytes += stat.size;
      if (changes.length >= MAX_FILES || bytes > MAX_BYTES) {
        throw new InputError(
          `Failed to publish the repository: it has more than ${MAX_FILES} files or ${MAX_BYTES} bytes.`,
        );
      }
      changes.push({
        path,
        content: await readFile(file),
        // eslint-disable-next-line no-bitwise
        executable: (stat.mode & 0o100) !== 0,
      });
    }
  };
  await walk(folder);
  return changes;
}
