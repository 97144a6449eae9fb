/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  CommitRequest,
  GitRepository,
  GitRepositoryOptions,
  TreeChange,
} from '@openpolicy/plugin-golden-path-node';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts the files of a pull request into a folder of the workspace, for the publish action
 * that comes next. It is told apart of those that go, see {@link filesToDelete}.
 */
export async function writeProposal(
  workspacePath: string,
  folder: string,
  changes: readonly TreeChange[],
): Promise<void> {
  for (const { path, content } of changes) {
    if (content !== undefined) {
      const file = resolveSafeChildPath(workspacePath, `${folder}/${path}`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
}

/** Paths that a pull request has to remove. */
export function filesToDelete(changes: readonly TreeChange[]): string[] {
  return changes
    .filter(({ content }) => content === undefined)
    .map(({ path }) => path);
}

/**
 * Pushes a proposal as a branch of its own, for hosts on which the portal opens no pull
 * request. A branch of that name holds an earlier try and is left as it is.
 *
 * @returns whether it pushed
 */
export async function pushBranch(
  repository: GitRepository,
  access: GitRepositoryOptions,
  commit: CommitRequest & { toBranch: string },
): Promise<boolean> {
  const tip = await GitRepository.tip({ ...access, branch: commit.toBranch });
  if (tip !== undefined) {
    return false;
  }
  await repository.commitAndPush(commit);
  return true;
}
