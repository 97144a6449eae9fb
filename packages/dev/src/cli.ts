/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { consoleProgress, LabError } from '@openpolicy/lab';
import { exec } from '@openpolicy/lab/runtime';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { devPaths, DevPaths } from './paths';
import { portalStatus } from './portal';
import { start, stop } from './start';
import { runTests } from './test/runTests';

const progress = consoleProgress();

async function main(command: string, args: string[]): Promise<number> {
  const paths = devPaths();
  switch (command) {
    case 'start': {
      const unknown = args.find(argument => argument !== '--no-lab');
      if (unknown) {
        throw new LabError(
          `'./dev start' knows no '${unknown}'. Its only option is --no-lab.`,
        );
      }
      await start({ paths, progress, withLab: !args.includes('--no-lab') });
      return 0;
    }
    case 'stop':
      await stop({ paths, progress });
      return 0;
    case 'status':
      return status(paths);
    case 'test':
      return runTests(paths, args, progress);
    case 'judge': {
      // Only here, because it loads all renderers and rules.
      const { judgeCommand } = await import('./judge/judgeCommand');
      return judgeCommand(paths, args, progress);
    }
    case 'lab':
      return runTypeScript(paths, 'packages/lab/src/cli.ts', args);
    case 'render':
      return runTypeScript(paths, 'packages/golden-path-cli/bin/golden-path', [
        'render',
        ...args,
      ]);
    case 'upgrade':
      return upgrade(paths);
    default:
      throw new LabError(`There is no command '${command}'.`);
  }
}

async function status(paths: DevPaths): Promise<number> {
  const portal = await portalStatus(paths);
  process.stdout.write(
    portal
      ? `portal  ${portal.url}  (process ${portal.pid}, log ${portal.log})\n\n`
      : 'portal  does not run: ./dev start\n\n',
  );
  return runTypeScript(paths, 'packages/lab/src/cli.ts', ['status']);
}

/** Moves every @backstage package to the newest release and installs it. */
async function upgrade(paths: DevPaths): Promise<number> {
  const done = progress.step('asking for the newest Backstage release');
  await exec(
    process.execPath,
    [
      join(paths.repository, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'versions:bump',
    ],
    { cwd: paths.repository },
  );
  done();
  progress.line(
    'read https://backstage.github.io/upgrade-helper for the release, then run ./dev test; SECURITY.md names what the release mends',
  );
  return 0;
}

function runTypeScript(paths: DevPaths, file: string, args: string[]): number {
  const { status: code } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(paths.repository, file), ...args],
    { cwd: paths.repository, stdio: 'inherit' },
  );
  return code ?? 1;
}

const [command = 'help', ...args] = process.argv.slice(2);
main(command, args).then(
  code => {
    process.exitCode = code;
  },
  error => {
    // A LabError is written for the reader; anything else is a mistake of ours and needs its stack.
    const text =
      error instanceof LabError || error?.name === 'LabError'
        ? error.message
        : error?.stack ?? String(error);
    process.stderr.write(`\n[dev] FAILED: ${text}\n`);
    process.exitCode = error?.exitCode ?? 1;
  },
);
