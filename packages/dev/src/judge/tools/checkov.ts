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
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The version that the bar was measured with. */
const CHECKOV = 'checkov==3.3.30';

/** How to run checkov: its program, and where Python finds it. */
export interface CheckovTool {
  command: string;
  args: string[];
  env: Record<string, string>;
}

/**
 * Installs checkov from PyPI once.
 *
 * @throws MissingToolError without Python 3 or pip.
 */
export async function ensureCheckov(
  cache: string,
  progress: Progress,
): Promise<CheckovTool> {
  const python = await findOnPath('python3');
  if (!python) {
    throw new MissingToolError(
      "Failed to get the judge 'checkov': 'python3' was not found. Install Python 3.9 or newer with pip (on Debian: apt-get install python3-pip) and run it again.",
    );
  }
  const { stdout: version } = await exec(python, ['--version']);
  const key = contentKey([CHECKOV, version.trim(), process.arch]);
  const folder = await filledFolder(
    join(cache, `checkov-${key}`),
    async work => {
      const done = progress.step(
        `installing ${CHECKOV} from PyPI, about 1 min the first time`,
      );
      await install(python, join(work, 'site'));
      done();
    },
  );
  const site = join(folder, 'site');
  if (!existsSync(join(site, 'checkov/main.py'))) {
    throw new LabError(
      `Failed to find checkov in '${folder}': delete that folder and run it again.`,
    );
  }
  return {
    command: python,
    args: ['-m', 'checkov.main'],
    // Nothing of the user's own packages, which may be of another version.
    env: { PYTHONPATH: site, PYTHONNOUSERSITE: '1' },
  };
}

/** A folder rather than a virtual environment, because that stays valid when it is renamed, and needs no python3-venv. */
async function install(python: string, target: string): Promise<void> {
  const hasPip = await exec(python, ['-m', 'pip', '--version'], {
    allowFailure: true,
  });
  if (hasPip.code !== 0) {
    throw new MissingToolError(
      "Failed to get the judge 'checkov': 'python3' has no pip. Install it (on Debian: apt-get install python3-pip) and run it again.",
    );
  }
  await exec(
    python,
    [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-warn-script-location',
      `--target=${target}`,
      CHECKOV,
    ],
    { env: { PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' } },
  );
}
