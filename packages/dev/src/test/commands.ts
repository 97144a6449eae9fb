/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DevPaths } from '../paths';
import { Counts, jestCounts, SuiteResult } from './summary';

/** A command of the run, with its whole output in a log file. */
export interface CommandOptions {
  paths: DevPaths;
  log: string;
  args: string[];
  env?: Record<string, string>;
  /** Lines of the output that are shown while it runs. */
  show?: (line: string) => boolean;
}

/** Runs a Node program of the work tree; its output goes to a log and, chosen lines, to the terminal. */
export async function runNode(options: CommandOptions): Promise<number> {
  const { paths, log, args, env, show } = options;
  await mkdir(join(log, '..'), { recursive: true });
  const file = createWriteStream(log);
  const child = spawn(process.execPath, args, {
    cwd: paths.repository,
    env: { ...process.env, CI: 'true', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.on('data', (data: Buffer) => {
      file.write(data);
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (show?.(line)) process.stderr.write(`         ${line}\n`);
      }
    });
  }
  const code = await new Promise<number>(resolve => {
    child.on('error', () => resolve(1));
    child.on('close', exit => resolve(exit ?? 1));
  });
  await new Promise(resolve => file.end(resolve));
  return code;
}

/** A check that passes or fails as a whole: format, lint, types. */
export async function runCheck(
  name: string,
  hint: string,
  options: Omit<CommandOptions, 'log'>,
): Promise<SuiteResult> {
  const log = join(options.paths.repository, `.run/test/logs/${name}.log`);
  const start = performance.now();
  const code = await runNode({ ...options, log });
  if (code !== 0) process.stderr.write(await tail(log, 40));
  return {
    name,
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    skipped: 0,
    seconds: (performance.now() - start) / 1000,
    hint: `${hint}; the whole output is .run/test/logs/${name}.log`,
  };
}

/** All unit and integration tests, on SQLite and on the given PostgreSQL. */
export async function runJest(
  paths: DevPaths,
  env: Record<string, string>,
): Promise<SuiteResult> {
  const start = performance.now();
  const folder = join(paths.repository, '.run/test');
  const report = join(folder, 'jest.json');
  const log = join(folder, 'logs/jest.log');
  await rm(report, { force: true });
  const code = await runNode({
    paths,
    log,
    args: [
      'node_modules/@backstage/cli/bin/backstage-cli',
      'repo',
      'test',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${report}`,
    ],
    env,
    show: line => /^(PASS|FAIL) /.test(line),
  });
  const counts = await readReport(report, jestCounts);
  if (code !== 0) process.stderr.write(await failures(log));
  return {
    name: 'jest',
    ...counts,
    failed: counts.failed || (code === 0 ? 0 : 1),
    seconds: (performance.now() - start) / 1000,
    hint: 'the whole output is .run/test/logs/jest.log',
  };
}

/** Counts from a report; no report is one failure. */
export async function readReport<T>(
  file: string,
  count: (report: T) => Counts,
): Promise<Counts> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text ? count(JSON.parse(text)) : { passed: 0, failed: 1, skipped: 0 };
}

async function tail(log: string, lines: number): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return `${text.trimEnd().split('\n').slice(-lines).join('\n')}\n`;
}

/** What jest printed of the tests that failed. */
async function failures(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const parts = text.split(/\n(?=(?:PASS|FAIL) )/);
  const failed = parts.filter(part => part.startsWith('FAIL '));
  const shown = failed.map(part => part.split('\n').slice(0, 80).join('\n'));
  return `${shown.join('\n').slice(0, 20_000) || text.slice(-4_000)}\n`;
}
