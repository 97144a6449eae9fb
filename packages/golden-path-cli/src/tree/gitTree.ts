/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawnSync } from 'node:child_process';
import { UnreadableError, UsageError } from '../errors';

/**
 * The files below a folder as a Git revision has them.
 *
 * @param folder - relative to the repository's root, with slashes
 * @returns text by path, relative to the folder
 * @throws UsageError if there is no such revision
 */
export function readGitTree(options: {
  root: string;
  revision: string;
  folder: string;
}): Map<string, string> {
  const { root, revision, folder } = options;
  const listing = git(root, revision, [
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    revision,
    '--',
    folder,
  ]);
  const entries = listing
    .toString('utf8')
    .split('\0')
    .flatMap(entry => {
      const [, id, path] = /^\d+ blob (\S+)\t(.*)$/s.exec(entry) ?? [];
      return id ? [{ id, path: path.slice(folder.length + 1) }] : [];
    });
  // One process for all contents: a tree has thousands of files.
  const contents = readBlobs(
    git(
      root,
      revision,
      ['cat-file', '--batch'],
      entries.map(({ id }) => `${id}\n`).join(''),
    ),
  );
  return new Map(entries.map(({ path }, index) => [path, contents[index]]));
}

/** `<id> blob <size>`, a line break, the content, a line break; again. */
function readBlobs(output: Buffer): string[] {
  const contents: string[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const size = Number(output.toString('utf8', at, end).split(' ')[2]);
    contents.push(output.toString('utf8', end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return contents;
}

function git(
  root: string,
  revision: string,
  args: string[],
  input?: string,
): Buffer {
  const { status, error, stdout, stderr } = spawnSync('git', args, {
    cwd: root,
    input,
    maxBuffer: 1 << 30,
  });
  if (error) {
    throw new UnreadableError(
      `Failed to run git: ${error.message}. Install git, or leave out --against.`,
    );
  }
  if (status !== 0) {
    throw new UsageError(
      `Failed to read the revision '${revision}': ${
        stderr.toString('utf8').trim().split('\n')[0]
      }. Name a commit, branch or tag with --against.`,
    );
  }
  return stdout;
}
