/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, Progress } from '@openpolicy/lab';
import { DevPaths } from '../paths';
import { SuiteResult, sum, summaryText } from './summary';
import { SUITES } from './suites';

/**
 * Runs the named parts, or all. Each part runs even if an earlier one failed, so that one run shows everything.
 *
 * @returns the exit code.
 */
export async function runTests(
  paths: DevPaths,
  names: string[],
  progress: Progress,
): Promise<number> {
  const unknown = names.find(name => !Object.hasOwn(SUITES, name));
  if (unknown) {
    throw new LabError(
      `There is no part '${unknown}' of the tests. The parts are ${Object.keys(
        SUITES,
      ).join(', ')}.`,
    );
  }
  const chosen = names.length ? names : Object.keys(SUITES);
  const results: SuiteResult[] = [];
  for (const name of chosen) {
    const done = progress.step(
      `${name} (${chosen.indexOf(name) + 1}/${chosen.length})`,
    );
    const start = performance.now();
    try {
      results.push(await SUITES[name](paths, progress));
    } catch (error) {
      progress.line(`${name}: ${(error as Error).message}`);
      results.push({
        name,
        passed: 0,
        failed: 1,
        skipped: 0,
        seconds: (performance.now() - start) / 1000,
        hint: (error as Error).message.split('\n')[0],
      });
    }
    done();
  }
  process.stdout.write(`${summaryText(results)}\n`);
  return sum(results).failed ? 1 : 0;
}
