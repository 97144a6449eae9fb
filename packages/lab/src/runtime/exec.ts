/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawn } from 'node:child_process';
import { LabError } from '../errors';

/** What a finished command left behind. @internal */
export interface ExecResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Options of {@link exec}. @internal */
export interface ExecOptions {
  cwd?: string;
  /** Added to the lab's own environment. */
  env?: Record<string, string>;
  input?: string;
  /** Also accept a non-zero exit; the caller reads `code`. */
  allowFailure?: boolean;
}

/**
 * Runs a short command to its end and returns its output.
 *
 * @throws LabError naming the command and the end of its stderr when it fails.
 * @internal
 */
export async function exec(
  command: string,
  args: string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  const result = await new Promise<ExecResult>((resolvePromise, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', chunk => out.push(chunk));
    child.stderr.on('data', chunk => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolvePromise({
        code: code ?? (signal ? 1 : 0),
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    );
    // A command that ends before reading its input is judged by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  }).catch(error => {
    throw new LabError(
      `Failed to run '${command}': ${
        (error as Error).message
      }. Is it installed and on PATH?`,
      { cause: error },
    );
  });
  if (result.code !== 0 && !options.allowFailure) {
    const tail = (result.stderr || result.stdout).trim().split('\n').slice(-6);
    throw new LabError(
      `'${command} ${args.slice(0, 3).join(' ')}' ended with exit code ${
        result.code
      }: ${tail.join('\n')}`,
    );
  }
  return result;
}
