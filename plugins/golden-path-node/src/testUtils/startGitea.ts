/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const START_MS = 60_000;
const STOP_MS = 10_000;

/**
 * A real Gitea on loopback with an empty database of its own. It calls nobody.
 *
 * @public
 */
export interface TestGitea {
  baseUrl: string;
  /** Its only user, an administrator. */
  user: { username: string; password: string };
  /** How long the program took until it answered. */
  startMs: number;
  /** A new token of the user, with scopes as Gitea names them: `write:repository`. */
  createToken(scopes: string): Promise<string>;
  /** Makes a repository without commits and returns its clone URL. */
  createRepository(name: string): Promise<string>;
  /** Asks its API, path after `/api/v1`, as the user. */
  api<T>(method: string, path: string, body?: object): Promise<T>;
  close(): Promise<void>;
}

/**
 * Where the program is: named by GITEA, which `./dev test` sets to the one that it
 * builds, or on PATH.
 *
 * @public
 */
export function findGitea(): string | undefined {
  const named = process.env.GITEA;
  const candidates = named
    ? [resolve(named)]
    : (process.env.PATH ?? '')
        .split(delimiter)
        .map(folder => join(folder, 'gitea'));
  return candidates.find(isProgram);
}

/**
 * Starts it, on a free port, in a temporary folder.
 *
 * @param program - what {@link findGitea} found
 * @public
 */
export async function startGitea(program: string): Promise<TestGitea> {
  const folder = await mkdtemp(join(tmpdir(), 'test-gitea-'));
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const config = join(folder, 'app.ini');
  await writeFile(config, configOf({ folder, port, program }));
  const env = { PATH: process.env.PATH, HOME: folder };

  const start = performance.now();
  const log = join(folder, 'gitea.log');
  const output = await open(log, 'w');
  const child = spawn(program, ['web', '--config', config], {
    cwd: folder,
    env,
    stdio: ['ignore', output.fd, output.fd],
  });
  await output.close();
  const close = async () => {
    await stop(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitReady(child, baseUrl, log);
    const startMs = performance.now() - start;

    const command = async (...args: string[]) =>
      (
        await run(program, ['admin', 'user', ...args, '--config', config], {
          cwd: folder,
          env,
        })
      ).stdout;
    const user = { username: 'portal', password: 'secret-4711' };
    await command(
      'create',
      '--admin',
      `--username=${user.username}`,
      `--password=${user.password}`,
      '--email=portal@example.com',
      '--must-change-password=false',
    );
    let tokens = 0;
    const createToken = async (scopes: string) => {
      const stdout = await command(
        'generate-access-token',
        `--username=${user.username}`,
        `--token-name=token-${++tokens}`,
        `--scopes=${scopes}`,
        '--raw',
      );
      return stdout.trim().split('\n').at(-1)!;
    };
    const token = await createToken('all');
    const api = async <T>(method: string, path: string, body?: object) => {
      const response = await fetch(`${baseUrl}/api/v1${path}`, {
        method,
        headers: {
          authorization: `token ${token}`,
          'content-type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) {
        throw new Error(`${method} ${path}: ${response.status} ${text}`);
      }
      return (text && JSON.parse(text)) as T;
    };
    return {
      baseUrl,
      user,
      startMs,
      createToken,
      createRepository: async name =>
        (
          await api<{ clone_url: string }>('POST', '/user/repos', {
            name,
            default_branch: 'main',
          })
        ).clone_url,
      api,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function configOf(options: {
  folder: string;
  port: number;
  program: string;
}): string {
  const { folder, port, program } = options;
  // A program that was built without its data finds it beside itself.
  const data = join(dirname(program), '../share');
  return `
RUN_MODE = prod
RUN_USER = ${userInfo().username}
WORK_PATH = ${folder}
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = http://127.0.0.1:${port}/
${existsSync(join(data, 'templates')) ? `STATIC_ROOT_PATH = ${data}` : ''}
OFFLINE_MODE = true
DISABLE_SSH = true
LFS_START_SERVER = false
[database]
DB_TYPE = sqlite3
PATH = ${join(folder, 'gitea.db')}
[security]
INSTALL_LOCK = true
SECRET_KEY = of-a-test
INTERNAL_TOKEN = of-a-test
[service]
DISABLE_REGISTRATION = true
[indexer]
ISSUE_INDEXER_TYPE = db
[actions]
ENABLED = false
[cron]
ENABLED = false
[cron.update_checker]
ENABLED = false
[log]
MODE = console
LEVEL = Warn
`;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

async function waitReady(
  child: ChildProcess,
  baseUrl: string,
  log: string,
): Promise<void> {
  let failure: Error | undefined;
  child.once('error', error => {
    failure = error;
  });
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline && child.exitCode === null && !failure) {
    const isReady = await fetch(`${baseUrl}/api/v1/version`, {
      signal: AbortSignal.timeout(2_000),
    }).then(
      response => response.ok,
      () => false,
    );
    if (isReady) {
      return;
    }
    await sleep(50);
  }
  const text = await readFile(log, 'utf8').catch(() => '');
  throw new Error(
    `Failed to start Gitea: ${
      failure?.message ?? text.trim().split('\n').slice(-5).join('\n')
    }`,
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) {
    return;
  }
  const ended = new Promise(done => child.once('exit', done));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}
