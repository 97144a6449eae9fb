/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError } from '../errors';
import { beginOf, isAlive } from './processTable';

/**
 * Runs `work` while holding a lock file, so that two commands never start or stop
 * the lab at the same time. A lock whose holder is dead is taken over.
 *
 * @param patienceMs - how long to wait for another holder.
 * @throws LabError naming the holder when the lock is held.
 * @internal
 */
export async function withLock<T>(
  file: string,
  what: string,
  work: () => Promise<T>,
  patienceMs = 0,
): Promise<T> {
  const end = performance.now() + patienceMs;
  await mkdir(dirname(file), { recursive: true });
  const mine = JSON.stringify({
    pid: process.pid,
    begin: await beginOf(process.pid),
    what,
  });
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(mine);
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const text = await readFile(file, 'utf8').catch(() => '');
      const holder = text
        ? (JSON.parse(text) as { pid: number; begin: string; what: string })
        : undefined;
      if (holder && (await isAlive(holder))) {
        if (performance.now() < end) {
          attempt = -1;
          await new Promise(resolve => setTimeout(resolve, 100));
          continue;
        }
        throw new LabError(
          `Refused '${what}': '${holder.what}' is running already (process ${holder.pid}). Wait for it to end.`,
        );
      }
      if (attempt > 2) {
        throw new LabError(`Failed to take the lock '${file}'.`, {
          cause: error,
        });
      }
      // An empty file may be a lock that is just being written.
      if (!holder) await new Promise(resolve => setTimeout(resolve, 200));
      await rm(file, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
