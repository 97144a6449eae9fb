/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { execFile } from 'node:child_process';
import { dirname, delimiter } from 'node:path';

/** How a command ended. */
export interface StepResult {
  name: string;
  ok: boolean;
  seconds: number;
  /** Both streams together, as far as they were kept. */
  output: string;
}

const LIMIT = 10 * 60_000;

/**
 * Runs lines of a CI job as its runner does: in bash, which stops at the first
 * failure, also within a pipe.
 */
export async function runStep(
  step: { name: string; run: string },
  options: { folder: string; env?: Record<string, string> },
): Promise<StepResult> {
  const start = performance.now();
  const { ok, output } = await new Promise<{ ok: boolean; output: string }>(
    resolve => {
      execFile(
        'bash',
        ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run],
        {
          cwd: options.folder,
          env: {
            ...process.env,
            // The Node that runs this is the one that the project tests with.
            PATH: `${dirname(process.execPath)}${delimiter}${
              process.env.PATH ?? ''
            }`,
            CI: 'true',
            ...options.env,
          },
          timeout: LIMIT,
          maxBuffer: 32 * 1024 * 1024,
        },
        (error, stdout, stderr) =>
          resolve({
            ok: !error,
            output: `${stdout}${stderr}${error?.killed ? error.message : ''}`,
          }),
      );
    },
  );
  return {
    name: step.name,
    ok,
    seconds: (performance.now() - start) / 1000,
    output,
  };
}
