/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Progress } from '@openpolicy/lab';
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { DevPaths } from '../paths';
import { SuiteResult } from './summary';

/** Names the file to which a run writes its results for the run that started it. */
export const RESULTS_FILE = 'OPENPOLICY_TEST_RESULTS';

/**
 * Runs parts in a process of its own that takes only what others leave of the
 * processor: the end-to-end tests beside it mostly wait, and must not be slowed down.
 */
export async function runBeside(
  names: string[],
  paths: DevPaths,
  progress: Progress,
): Promise<SuiteResult[]> {
  const start = performance.now();
  const file = join(paths.repository, '.run/test/beside.json');
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      join(paths.repository, 'packages/dev/src/cli.ts'),
      'test',
      ...names,
    ],
    {
      cwd: paths.repository,
      env: { ...process.env, [RESULTS_FILE]: file },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const end = () => void child.kill('SIGTERM');
  process.once('exit', end);
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  createInterface({ input: child.stderr }).on('line', line =>
    progress.line(`beside: ${line}`),
  );
  await new Promise(resolve => {
    child.on('error', resolve);
    child.on('close', resolve);
  });
  process.off('exit', end);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text
    ? JSON.parse(text)
    : [
        {
          name: names.join(', '),
          passed: 0,
          failed: 1,
          skipped: 0,
          seconds: (performance.now() - start) / 1000,
          hint: `it ended without a result: ./dev test ${names.join(' ')}`,
        },
      ];
}
