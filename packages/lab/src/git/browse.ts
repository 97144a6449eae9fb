/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../runtime/exec';
import { gitEnvironment } from './gitEnvironment';

const branch = 'main';

/**
 * What somebody sees who follows a link to a repository: its files and last commits, or
 * one of its files, as plain text.
 *
 * @param path - `/<name>` or `/<name>/<file>`.
 * @returns undefined if there is no such thing.
 * @internal
 */
export async function browse(
  root: string,
  path: string,
): Promise<string | undefined> {
  const [, name, file] =
    /^\/([a-z0-9][-a-z0-9]{0,62})(?:\/([A-Za-z0-9._/-]*))?$/.exec(path) ?? [];
  const folder = join(root, `${name}.git`);
  if (!name || file?.includes('..') || !existsSync(folder)) return undefined;
  const git = async (...args: string[]) => {
    const options = { cwd: folder, env: gitEnvironment, allowFailure: true };
    const { code, stdout } = await exec('git', args, options);
    return code === 0 ? stdout : undefined;
  };
  if (file) return git('cat-file', 'blob', `${branch}:${file}`);
  const files = await git('ls-tree', '-r', '--name-only', branch);
  const commits = await git('log', '-20', '--format=%h %as %an: %s', branch);
  return `${name}, branch ${branch}\n\nLast commits\n${indent(
    commits,
  )}\nFiles (add one to the address to see it)\n${indent(files)}`;
}

function indent(text = ''): string {
  return text.replace(/^(?=.)/gm, '  ');
}
