/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, Progress } from '@openpolicy/lab';
import {
  isPortFree,
  pickPorts,
  ProcessTable,
  waitReady,
} from '@openpolicy/lab/runtime';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { buildApp } from './appBuild';
import { DevPaths } from './paths';

const NAME = 'portal';
/** Where Backstage's own documentation says to look. */
const USUAL_PORT = 7007;

/** A portal that runs. */
export interface RunningPortal {
  url: string;
  log: string;
  /** False if it ran already. */
  started: boolean;
}

/** How to start a portal. */
export interface PortalOptions {
  paths: DevPaths;
  progress: Progress;
  /** Configuration files on top of app-config.yaml; missing ones are an error. */
  configs: string[];
  /** Configuration on top of those. */
  overrides?: object;
  env?: Record<string, string>;
}

/**
 * Builds the web pages if they changed, starts the backend that serves them, and waits until it is ready.
 * A portal that runs is left alone.
 */
export async function startPortal(
  options: PortalOptions,
): Promise<RunningPortal> {
  const { paths, progress, configs, overrides, env } = options;
  const table = ProcessTable.create(paths.processes);
  const alive = await table.alive(NAME);
  if (alive) {
    return { url: await runningUrl(paths), log: alive.log, started: false };
  }

  await buildApp(paths, progress);
  const port = await choosePort(paths);
  const url = `http://127.0.0.1:${port}`;
  const local = join(paths.repository, 'app-config.local.yaml');
  const files = [join(paths.repository, 'app-config.yaml'), ...configs];
  if (await readFile(local).catch(() => undefined)) files.push(local);
  await writeRunConfig(paths, url, port, overrides);
  files.push(paths.runConfig);

  const done = progress.step('starting the portal');
  const log = join(paths.logs, 'portal.log');
  await mkdir(paths.logs, { recursive: true });
  await mkdir(paths.database, { recursive: true, mode: 0o700 });
  await writeFile(log, '');
  await table.start({
    name: NAME,
    // The catalog resolves file locations from where the backend runs.
    command: '/bin/sh',
    args: [
      '-c',
      'cd "$0" && exec "$@"',
      join(paths.repository, 'packages/backend'),
      process.execPath,
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/index.ts',
      ...files.flatMap(file => ['--config', file]),
    ],
    env: {
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      OPENPOLICY_DATABASE_DIRECTORY: paths.database,
      ...env,
    },
    port,
    log,
  });
  try {
    await waitReady({
      name: NAME,
      probe: { kind: 'http', url: `${url}/.backstage/health/v1/readiness` },
      log,
      stillRuns: async () => (await table.alive(NAME)) !== undefined,
      timeoutMs: 120_000,
    });
  } catch (error) {
    await table.stop([NAME]);
    const reason = await errorIn(log);
    throw reason
      ? new LabError(`The portal did not start: ${reason}. The log is ${log}`)
      : error;
  }
  done();
  return { url, log, started: true };
}

/** The line of a backend's log that says why it ended, without the stack around it. */
async function errorIn(log: string): Promise<string | undefined> {
  const text = await readFile(log, 'utf8').catch(() => '');
  // eslint-disable-next-line no-control-regex
  const lines = text.replace(/\u001b\[[0-9;]*m/g, '').split('\n');
  const line =
    lines.find(candidate => /^\w*Error: /.test(candidate)) ??
    lines.find(candidate => / error /.test(candidate));
  return line?.replace(/^\w*Error: /, '').trim();
}

/** Ends the portal if it runs. */
export async function stopPortal(paths: DevPaths): Promise<boolean> {
  const table = ProcessTable.create(paths.processes);
  const runs = (await table.alive(NAME)) !== undefined;
  // The backend closes its streams and finishes a sync that is on its way.
  await table.stop([NAME], 10_000);
  return runs;
}

/** Where the portal runs; undefined if it does not. */
export async function portalStatus(
  paths: DevPaths,
): Promise<{ url: string; pid: number; log: string } | undefined> {
  const alive = await ProcessTable.create(paths.processes).alive(NAME);
  return (
    alive && { url: await runningUrl(paths), pid: alive.pid, log: alive.log }
  );
}

/** The usual port, else that of the last run, so that open tabs and bookmarks go on, else any. */
async function choosePort(paths: DevPaths): Promise<number> {
  const last = await runningUrl(paths).then(
    url => Number(new URL(url).port),
    () => USUAL_PORT,
  );
  for (const port of [USUAL_PORT, last]) {
    if (await isPortFree(port)) return port;
  }
  return (await pickPorts([NAME] as const))[NAME];
}

async function runningUrl(paths: DevPaths): Promise<string> {
  const config = parse(await readFile(paths.runConfig, 'utf8'));
  return config.backend.baseUrl;
}

async function writeRunConfig(
  paths: DevPaths,
  url: string,
  port: number,
  overrides: object | undefined,
) {
  await mkdir(paths.run, { recursive: true, mode: 0o700 });
  const config = {
    app: { baseUrl: url },
    backend: { baseUrl: url, listen: { host: '127.0.0.1', port } },
  };
  const text = [
    '# Written by ./dev: the addresses of this run.\n',
    stringify(mergeDeep(config, overrides ?? {})),
  ].join('');
  // An override may hold a password.
  await writeFile(paths.runConfig, text, { mode: 0o600 });
  await chmod(paths.runConfig, 0o600);
}

function mergeDeep(base: any, over: any): any {
  if (!isRecord(base) || !isRecord(over)) return over;
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    result[key] = Object.hasOwn(base, key)
      ? mergeDeep(base[key], value)
      : value;
  }
  return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
