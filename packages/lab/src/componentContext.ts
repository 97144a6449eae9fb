/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { ensureBinaries } from './binaries/ensureBinaries';
import { AlertingConfig, ComponentContext } from './components/types';
import { LabPaths } from './paths';
import { Progress } from './runtime/progress';
import { LabState } from './state';

/**
 * Collects what the component builders read.
 *
 * @throws MissingToolError when a program can't be had.
 * @internal
 */
export async function componentContext(
  paths: LabPaths,
  state: LabState,
  progress?: Progress,
): Promise<ComponentContext> {
  return {
    paths,
    state,
    binaries: await ensureBinaries({ cache: paths.cache, progress }),
    // The lab's own programs run from source, in one process each, so that the
    // recorded process id is theirs.
    node: {
      command: process.execPath,
      args: ['--import', pathToFileURL(require.resolve('tsx')).href],
    },
    searchPath: process.env.PATH ?? '',
    alerting: await readAlerting(paths.repository),
  };
}

async function readAlerting(
  repository: string,
): Promise<AlertingConfig | undefined> {
  const file = join(repository, 'deploy/dev/monitoring/alertmanager.yaml');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parse(text);
}
