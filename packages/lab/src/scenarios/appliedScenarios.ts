/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabPaths } from '../paths';

/** A scenario that is in force. @public */
export interface AppliedScenario {
  name: string;
  service: string;
  /** ISO time. */
  appliedAt: string;
}

const fileOf = (paths: LabPaths) => join(paths.run, 'scenarios.json');

/** The scenarios in force, oldest first. @internal */
export async function readAppliedScenarios(
  paths: LabPaths,
): Promise<AppliedScenario[]> {
  const text = await readFile(fileOf(paths), 'utf8').catch(() => '[]');
  return JSON.parse(text);
}

/** Replaces the list. @internal */
export async function writeAppliedScenarios(
  paths: LabPaths,
  list: AppliedScenario[],
): Promise<void> {
  const file = fileOf(paths);
  await writeFile(`${file}.tmp`, JSON.stringify(list, undefined, 2));
  await rename(`${file}.tmp`, file);
}
