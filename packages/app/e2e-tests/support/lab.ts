/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const repository = resolve(__dirname, '../../../..');
const run = promisify(execFile);

/** Where the lab's programs listen, and its tokens. */
export function labInfo(): {
  endpoints: Record<'git' | 'kubernetes' | 'prometheus', string>;
  tokens: Record<'gitPortal' | 'kubernetesAdmin', string>;
} {
  const folder = process.env.OPENPOLICY_LAB_DIR ?? '';
  return JSON.parse(readFileSync(join(folder, 'lab.json'), 'utf8'));
}

async function lab(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(
    process.execPath,
    ['--import', 'tsx', 'packages/lab/src/cli.ts', ...args],
    { cwd: repository },
  );
  return stdout + stderr;
}

/** Breaks something in the lab on purpose, by the command that a developer uses. */
export function applyScenario(name: string, service: string): Promise<string> {
  return lab('scenario', name, '--service', service);
}

/** Undoes everything that was broken. */
export function resetLab(): Promise<string> {
  return lab('reset');
}
