/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { access, constants, mkdir, readdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { MissingToolError, messageOf } from '../errors';
import { exec } from '../runtime/exec';
import { Progress } from '../runtime/progress';
import { contentKey, filledFolder } from './contentCache';

/** A program and the directories that its shared libraries are in. @internal */
export interface Program {
  path: string;
  libraryPath?: string;
}

/** Absolute path of a program on PATH, or undefined. @internal */
export async function findOnPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder && found) return path;
  }
  return undefined;
}

// The libraries are those of redis-server that a small Debian lacks.
const packages = {
  prometheus: ['prometheus'],
  redis: [
    'redis-server',
    'redis-tools',
    'libjemalloc2',
    'liblzf1',
    'libatomic1',
  ],
};

/**
 * Debian's packages of a set, downloaded and unpacked into the cache. Nothing
 * is installed and root is not needed.
 *
 * @returns the root of the unpacked tree; undefined where this is no Debian or
 *   its archive does not answer (the reason is given to `progress`).
 * @internal
 */
export async function debianTree(
  set: keyof typeof packages,
  cache: string,
  progress: Progress,
): Promise<string | undefined> {
  if (!(await findOnPath('apt-get')) || !(await findOnPath('dpkg'))) {
    return undefined;
  }
  const key = contentKey([...packages[set], process.arch]);
  const folder = join(cache, `debian-${set}-${key}`);
  try {
    await filledFolder(folder, async work => {
      progress.line(`downloading Debian packages: ${packages[set].join(', ')}`);
      const download = () =>
        exec('apt-get', ['download', ...packages[set]], { cwd: work });
      await download().catch(async () => {
        // A fresh machine has no package lists yet.
        await exec('apt-get', ['update']);
        await download();
      });
      await mkdir(join(work, 'root'));
      for (const file of await readdir(work)) {
        if (!file.endsWith('.deb')) continue;
        await exec('dpkg', ['-x', join(work, file), join(work, 'root')]);
        await rm(join(work, file));
      }
    });
  } catch (error) {
    progress.line(
      `Debian packages are not to be had (${messageOf(error).split('\n')[0]})`,
    );
    return undefined;
  }
  return join(folder, 'root');
}

/** The folders of shared libraries in an unpacked tree. @internal */
export async function libraryPathOf(root: string): Promise<string> {
  const folders = [join(root, 'usr/lib'), join(root, 'lib')];
  const result: string[] = [];
  for (const folder of folders.filter(existsSync)) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name.includes('-linux-')) {
        result.push(join(folder, entry.name));
      }
    }
  }
  return result.join(delimiter);
}

/**
 * Redis: from PATH (valkey-server serves as well), else Debian's package.
 *
 * @throws MissingToolError with the ways to get it.
 * @internal
 */
export async function locateRedis(
  cache: string,
  progress: Progress,
): Promise<Program> {
  const found =
    (await findOnPath('redis-server')) ?? (await findOnPath('valkey-server'));
  if (found) return { path: found };
  const root = await debianTree('redis', cache, progress);
  if (root) {
    return {
      path: join(root, 'usr/bin/redis-server'),
      libraryPath: await libraryPathOf(root),
    };
  }
  throw new MissingToolError(
    "Failed to find 'redis-server' for the lab: not on PATH, and no Debian package could be downloaded. Install Redis 7 or Valkey (e.g. 'brew install valkey', 'dnf install valkey') and put it on PATH.",
  );
}
