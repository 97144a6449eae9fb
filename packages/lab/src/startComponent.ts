/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LabComponent } from './components/types';
import { LabPaths } from './paths';
import { ProcessTable } from './runtime/processTable';
import { waitReady } from './runtime/readiness';

/**
 * Makes sure that a component runs and is ready; one that runs already is only
 * waited for.
 *
 * @throws LabError with the end of its log.
 * @internal
 */
export async function startComponent(
  component: LabComponent,
  paths: LabPaths,
  processes: ProcessTable,
  timeoutMs = 60_000,
): Promise<'started' | 'ran'> {
  const {
    name,
    command,
    args,
    env,
    port,
    files = [],
    folders = [],
  } = component;
  const log = join(paths.logs, `${name}.log`);
  const running = await processes.alive(name);
  if (!running) {
    for (const folder of folders)
      await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const file of files) {
      await mkdir(dirname(file.path), { recursive: true });
      await writeFile(file.path, file.content, { mode: file.mode ?? 0o644 });
    }
    await processes.start({
      name,
      command,
      args,
      env: { ...cleanEnvironment(), ...env },
      port,
      log,
    });
  }
  await waitReady({
    name,
    probe: component.ready,
    log,
    stillRuns: async () => (await processes.alive(name)) !== undefined,
    timeoutMs,
  });
  return running ? 'ran' : 'started';
}

/**
 * What a developer's shell must not change: Git and others would send requests for
 * loopback to a proxy, and NODE_OPTIONS of a test runner would load it into our
 * programs.
 */
function cleanEnvironment(): Record<string, string> {
  const { NO_PROXY = process.env.no_proxy ?? '' } = process.env;
  const direct = ['127.0.0.1', 'localhost', NO_PROXY].filter(Boolean).join(',');
  return { NO_PROXY: direct, no_proxy: direct, NODE_OPTIONS: '' };
}
