/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, Progress } from '@openpolicy/lab';
import { exec, findOnPath } from '@openpolicy/lab/runtime';
import { existsSync } from 'node:fs';

/**
 * Makes sure that a program is there: finds it, else installs Debian's package of it where that is possible.
 *
 * @param options - `find` answers the program's path or undefined; `howTo` is what a person does where this can't.
 * @returns what `find` found.
 * @throws LabError that names the program and the way to get it.
 */
export async function ensureProgram(options: {
  name: string;
  debianPackage: string;
  find: () => Promise<string | undefined>;
  howTo: string;
  beforeInstall?: () => Promise<void>;
  progress: Progress;
}): Promise<string> {
  const { name, debianPackage, find, howTo, progress } = options;
  const found = await find();
  if (found) return found;

  const isDebian = existsSync('/etc/debian_version');
  const isRoot = process.getuid?.() === 0;
  if (!isDebian || !isRoot || !(await findOnPath('apt-get'))) {
    throw new LabError(`Failed to find '${name}': ${howTo}`);
  }
  const done = progress.step(`installing Debian's package '${debianPackage}'`);
  await options.beforeInstall?.();
  const install = () =>
    exec(
      'apt-get',
      ['install', '-y', '--no-install-recommends', debianPackage],
      {
        env: { DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
  try {
    await exec('apt-get', ['update']);
    await install();
  } catch (error) {
    throw new LabError(
      `Failed to install Debian's package '${debianPackage}' for '${name}': ${
        (error as Error).message.split('\n')[0]
      }. ${howTo}`,
      { cause: error },
    );
  }
  done();
  const installed = await find();
  if (!installed) {
    throw new LabError(
      `Failed to find '${name}' after Debian's package '${debianPackage}' was installed: ${howTo}`,
    );
  }
  return installed;
}
