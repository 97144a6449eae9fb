/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, Progress } from '@openpolicy/lab';
import { exec, findOnPath, isPortFree } from '@openpolicy/lab/runtime';
import { ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureProgram } from './ensureProgram';

/** A PostgreSQL server of our own, empty, on loopback. */
export interface TestPostgres {
  host: string;
  port: number;
  user: string;
  password: string;
  /** For `BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING`. */
  connectionString: string;
  stop(): Promise<void>;
}

const DEBIAN_ROOT = '/usr/lib/postgresql';
const NO_CLUSTER = '/etc/postgresql-common/createcluster.conf';

/** Starts a real PostgreSQL with throw-away data; installs it first where that is possible. */
export async function startPostgres(progress: Progress): Promise<TestPostgres> {
  const initdb = await ensureProgram({
    name: 'postgres',
    debianPackage: 'postgresql',
    find: findInitdb,
    howTo: 'install PostgreSQL 14 or newer and put its bin folder on PATH.',
    // Debian's package would otherwise create and start a server that nobody asked for.
    beforeInstall: async () => {
      if (existsSync(NO_CLUSTER)) return;
      await mkdir(dirname(NO_CLUSTER), { recursive: true });
      await writeFile(NO_CLUSTER, 'create_main_cluster = false\n');
    },
    progress,
  });
  const done = progress.step('starting PostgreSQL');
  const folder = await mkdtemp(join(tmpdir(), 'openpolicy-pg-'));
  const data = join(folder, 'data');
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password);

  // PostgreSQL refuses to run as root.
  const asUser =
    process.getuid?.() === 0
      ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups']
      : [];
  if (asUser.length) await exec('chown', ['-R', 'nobody:nogroup', folder]);
  const command = (program: string, ...args: string[]) => [
    ...asUser,
    join(dirname(initdb), program),
    ...args,
  ];
  const [first, ...rest] = command(
    'initdb',
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  );
  await exec(first, rest, { cwd: folder });

  const port = await freePort();
  const log = join(folder, 'log');
  const [server, ...args] = command(
    'postgres',
    '-D',
    data,
    '-p',
    String(port),
    '-k',
    folder,
    '-h',
    '127.0.0.1',
    '-c',
    'fsync=off',
    '-c',
    'full_page_writes=off',
    '-c',
    'max_connections=400',
  );
  const child = spawn(
    '/bin/sh',
    ['-c', `exec "$@" >'${log}' 2>&1`, 'sh', server, ...args],
    {
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const stop = () => stopServer(child, folder);
  try {
    await waitReady(child, log);
  } catch (error) {
    await stop();
    throw error;
  }
  done();
  return {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop,
  };
}

async function findInitdb(): Promise<string | undefined> {
  const onPath = await findOnPath('initdb');
  // Its sisters lie beside it, not beside a link to it.
  if (onPath) return realpath(onPath);
  const versions = await readdir(DEBIAN_ROOT).catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  const path = newest && join(DEBIAN_ROOT, newest, 'bin/initdb');
  return path && existsSync(path) ? path : undefined;
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    if (await isPortFree(port)) return port;
  }
}

async function waitReady(child: ChildProcess, log: string) {
  const deadline = performance.now() + 30_000;
  let text = '';
  while (performance.now() < deadline && child.exitCode === null) {
    text = await readFile(log, 'utf8').catch(() => '');
    if (text.includes('ready to accept connections')) return;
    await sleep(50);
  }
  const tail = text.trim().split('\n').slice(-3);
  throw new LabError(`Failed to start PostgreSQL: ${tail.join(' ')}`);
}

/** SIGINT is PostgreSQL's fast shutdown: it does not wait for clients. */
async function stopServer(child: ChildProcess, folder: string) {
  if (child.exitCode === null) {
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGINT');
    await Promise.race([ended, sleep(5_000)]);
    if (child.exitCode === null) child.kill('SIGKILL');
  }
  await rm(folder, { recursive: true, force: true });
}
