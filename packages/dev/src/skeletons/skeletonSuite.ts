/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Progress } from '@openpolicy/lab';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DevPaths } from '../paths';
import { SuiteResult } from '../test/summary';
import { checkSkeletons, SkeletonCheck } from './checkSkeletons';

const LOG = '.run/test/logs/skeletons.log';

/** The skeletons as a part of `./dev test`. A test is a step of a new service's CI. */
export async function runSkeletonSuite(
  paths: DevPaths,
  progress: Progress,
): Promise<SuiteResult> {
  const start = performance.now();
  const checks = await checkSkeletons(paths, progress);
  const failed = checks.filter(({ ok }) => !ok);
  const log = join(paths.repository, LOG);
  await mkdir(dirname(log), { recursive: true });
  await writeFile(log, checks.map(textOf).join('\n'));
  process.stderr.write(failed.map(textOf).join('\n'));
  return {
    name: 'skeletons',
    passed: checks.length - failed.length,
    failed: failed.length,
    skipped: 0,
    seconds: (performance.now() - start) / 1000,
    hint: `the whole output is ${LOG}; the repositories are in .run/skeletons`,
  };
}

function textOf({ language, name, ok, seconds, output }: SkeletonCheck) {
  return `${ok ? 'ok  ' : 'FAIL'} ${language}: ${name} (${seconds.toFixed(
    1,
  )} s)\n${output.trimEnd()}\n`;
}
