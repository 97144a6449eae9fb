/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The first 16 hex digits of a SHA-256 over the parts, which is the name of a
 * folder in the cache: other content, other folder, nothing to invalidate.
 * @internal
 */
export function contentKey(parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/**
 * Returns a filled cache folder, filling it first if it is not complete. The
 * content is made in a folder beside it and moved in one step, so a build that
 * was cut off, or two at once, never leave a half-filled folder that looks done.
 *
 * @param fill - writes the content into the folder that it is given.
 * @internal
 */
export async function filledFolder(
  folder: string,
  fill: (dir: string) => Promise<void>,
): Promise<string> {
  const marker = join(folder, '.complete');
  if (existsSync(marker)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.tmp-`);
  try {
    await fill(work);
    await writeFile(join(work, '.complete'), '');
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder).catch(error => {
      // Another process was faster; its content has the same key.
      if (!existsSync(marker)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}
