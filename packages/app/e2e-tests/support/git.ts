/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { labInfo } from './lab';

const run = promisify(execFile);

/** A person, and none of the settings of whoever runs the tests. */
const environment = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Somebody Else',
  GIT_AUTHOR_EMAIL: 'somebody@openpolicy.example',
  GIT_COMMITTER_NAME: 'Somebody Else',
  GIT_COMMITTER_EMAIL: 'somebody@openpolicy.example',
  NO_PROXY: '127.0.0.1',
  no_proxy: '127.0.0.1',
};

/** Name of the repository that the lab's Argo CD reads. */
export const DELIVERY = 'deploy';

/** A branch of a repository on the lab's Git server, as anybody may clone it. */
export interface Branch {
  revision: string;
  /** Texts by path. */
  files: Record<string, string>;
}

/** Address of one of the lab's repositories. */
export function gitUrl(name: string): string {
  return new URL(`/${name}.git`, labInfo().endpoints.git).toString();
}

/** The commit of each branch; none if there is no such repository. */
export async function readTips(name: string): Promise<Record<string, string>> {
  const text = await git('.', 'ls-remote', '--heads', gitUrl(name)).catch(
    error => {
      if (/not found/.test(error.stderr)) return '';
      throw error;
    },
  );
  const lines = text.split('\n').filter(Boolean);
  return Object.fromEntries(
    lines.map(line => {
      const [commit, ref] = line.split('\t');
      return [ref.replace('refs/heads/', ''), commit];
    }),
  );
}

/** Clones a branch and reads all of it. */
export async function readBranch(
  name: string,
  branch = 'main',
): Promise<Branch> {
  return inFolder(async folder => {
    const options = ['--depth=1', `--branch=${branch}`];
    await git(folder, 'clone', '-q', ...options, gitUrl(name), '.');
    const list = await git(folder, 'ls-files', '-z');
    const paths = list.split('\0').filter(Boolean);
    const texts = await Promise.all(
      paths.map(path => readFile(join(folder, path), 'utf8')),
    );
    return {
      revision: (await git(folder, 'rev-parse', 'HEAD')).trim(),
      files: Object.fromEntries(paths.map((path, i) => [path, texts[i]])),
    };
  });
}

/** Makes a repository, as somebody who works past the portal, and says its commit. */
export async function pushRepository(
  name: string,
  files: Record<string, string>,
): Promise<string> {
  return inFolder(async folder => {
    await git(folder, 'init', '-q', '-b', 'main');
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    await git(folder, 'add', '-A');
    await git(folder, 'commit', '-q', '-m', 'Work of somebody else');
    await git(folder, 'push', '-q', gitUrl(name), 'main');
    return (await git(folder, 'rev-parse', 'HEAD')).trim();
  });
}

/** Commits files on top of a repository's main branch. */
export async function pushCommit(
  name: string,
  files: Record<string, string>,
  message: string,
): Promise<void> {
  await inFolder(async folder => {
    await git(folder, 'clone', '-q', '--depth=1', gitUrl(name), '.');
    for (const [path, content] of Object.entries(files)) {
      await writeFile(join(folder, path), content);
    }
    await git(folder, 'commit', '-q', '-a', '-m', message);
    await git(folder, 'push', '-q', 'origin', 'main');
  });
}

/** Removes a repository by removing its branches. */
export async function removeRepository(name: string): Promise<void> {
  const branches = Object.keys(await readTips(name));
  if (branches.length === 0) return;
  await inFolder(async folder => {
    await git(folder, 'init', '-q');
    await git(folder, 'push', '-q', gitUrl(name), '--delete', ...branches);
  });
}

/** Who may push. In the environment, since arguments are shown when a command fails. */
function mayPush(): Record<string, string> {
  const who = Buffer.from(`portal:${labInfo().tokens.gitPortal}`);
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${who.toString('base64')}`,
  };
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', args, {
    cwd,
    env: { ...process.env, ...environment, ...mayPush() },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'openpolicy-e2e-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
