/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Progress } from '@openpolicy/lab';
import { contentKey, exec, filledFolder } from '@openpolicy/lab/runtime';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevPaths } from './paths';

/** What the browser bundle is made of; a test or a backend file changes nothing. */
const INPUTS = [
  'packages/app',
  'plugins/golden-path',
  'plugins/golden-path-common',
  'plugins/service-health',
  'plugins/service-health-common',
  'yarn.lock',
  'app-config.yaml',
];
const IGNORED = /\.test\.tsx?$|\/__fixtures__\/|\/e2e-tests\/|\/dist\/|\.md$/;

/**
 * Builds the portal's web pages, or takes them from the cache if the same sources were built before.
 *
 * @returns the key of the content, which is in `packages/app/dist` afterwards.
 */
export async function buildApp(
  paths: DevPaths,
  progress: Progress,
): Promise<string> {
  const key = await inputKey(paths.repository);
  const dist = join(paths.repository, 'packages/app/dist');
  const mark = join(dist, '.content-key');
  const present = await readFile(mark, 'utf8').catch(() => '');
  if (present === key) return key;

  const cached = await filledFolder(
    join(paths.cache, `app/${key}`),
    async dir => {
      const done = progress.step('building the web pages (about 1 minute)');
      await exec(
        process.execPath,
        [
          'node_modules/@backstage/cli/bin/backstage-cli',
          'package',
          'build',
          '--config',
          '../../app-config.yaml',
        ].map(argument =>
          argument.startsWith('node_modules')
            ? join(paths.repository, argument)
            : argument,
        ),
        { cwd: join(paths.repository, 'packages/app') },
      );
      await cp(dist, join(dir, 'dist'), { recursive: true });
      done();
    },
  );
  await rm(dist, { recursive: true, force: true });
  await cp(join(cached, 'dist'), dist, { recursive: true });
  await writeFile(mark, key);
  return key;
}

/** A key over the inputs as they are in the work tree, committed or not. */
async function inputKey(repository: string): Promise<string> {
  const { stdout } = await exec(
    'git',
    [
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      '--',
      ...INPUTS,
    ],
    { cwd: repository },
  );
  const parts: string[] = [process.version];
  for (const file of [...new Set(stdout.split('\0'))].filter(Boolean).sort()) {
    const path = join(repository, file);
    if (IGNORED.test(file) || !existsSync(path)) continue;
    const hash = createHash('sha256').update(await readFile(path));
    parts.push(file, hash.digest('hex'));
  }
  return contentKey(parts);
}
