/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, Progress } from '@openpolicy/lab';
import { writeFile } from 'node:fs/promises';
import { DevPaths } from '../paths';
import { RESULTS_FILE, runBeside } from './besideLane';
import { SuiteResult, sum, summaryText } from './summary';
import { SUITES } from './suites';

/** Parts that only compute. Nothing in them is a matter of time. */
const BESIDE = ['format', 'lint', 'types', 'skeletons', 'judge'];

/**
 * Runs the named parts, or all. Each part runs even if an earlier one failed, so that one run shows everything. Parts that only compute
 * run beside the end-to-end tests.
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
  const beside = chosen.includes('e2e')
    ? chosen.filter(name => BESIDE.includes(name))
    : [];
  const rest = chosen.filter(name => !beside.includes(name));
  const results: SuiteResult[] = [];
  for (const name of rest) {
    const done = progress.step(
      `${name} (${rest.indexOf(name) + 1}/${rest.length})`,
    );
    const lane =
      name === 'e2e' && beside.length > 0
        ? runBeside(beside, paths, progress)
        : [];
    const result = await runSuite(name, paths, progress);
    results.push(...(await lane), result);
    done();
  }
  const file = process.env[RESULTS_FILE];
  if (file) await writeFile(file, JSON.stringify(results));
  process.stdout.write(`${summaryText(results)}\n`);
  return sum(results).failed ? 1 : 0;
}

async function runSuite(
  name: string,
  paths: DevPaths,
  progress: Progress,
): Promise<SuiteResult> {
  const start = performance.now();
  try {
    return await SUITES[name](paths, progress);
  } catch (error) {
    progress.line(`${name}: ${(error as Error).message}`);
    return {
      name,
      passed: 0,
      failed: 1,
      skipped: 0,
      seconds: (performance.now() - start) / 1000,
      hint: (error as Error).message.split('\n')[0],
    };
  }
}
