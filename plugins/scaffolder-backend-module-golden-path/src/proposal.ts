/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isError } from '@backstage/errors';
import {
  GitRepository,
  GitRepositoryOptions,
  GitServers,
  openPullRequest,
  TreeChange,
} from '@openpolicy/plugin-golden-path-node';
import { setTimeout as pause } from 'node:timers/promises';
import type { z as zod } from 'zod/v3';

/** How long a host that does not know the branch yet is asked again. */
const NOTED_WITHIN_MS = 5_000;
const RETRY_MS = 200;

/** A change that people decide on. */
export interface Proposal {
  /** Says once what it does, for the commit and the pull request. */
  title: string;
  /** Of the pull request, in Markdown. */
  description: string;
  /** The commit's message, with its trailers. */
  message: string;
  author: { name: string; email: string };
  changes: readonly TreeChange[];
  branchName: string;
}

/**
 * Outputs of an action that proposes, for its schema.
 */
export const proposalOutput = {
  branchName: (z: typeof zod) =>
    z.string().optional().describe('Branch of the proposal, pushed already'),
  pullRequestUrl: (z: typeof zod) =>
    z.string().optional().describe('The pull request, where the host has such'),
};

/** What of an action's context a proposal needs; the outputs are {@link proposalOutput}. */
interface ProposalContext {
  logger: { info(message: string): void };
  output(name: keyof typeof proposalOutput, value: string | undefined): void;
}

/**
 * Pushes a change as a branch of its own, opens its pull request and puts out both. A
 * branch of that name holds an earlier try and is left as it is; so is its pull request.
 *
 * @param options - `repository` was opened with `access`
 * @returns the pull request's address; undefined on a plain Git server, which has none
 */
export async function propose(
  ctx: ProposalContext,
  proposal: Proposal,
  options: {
    gitServers: GitServers;
    repository: GitRepository;
    access: GitRepositoryOptions;
  },
): Promise<string | undefined> {
  const { gitServers, repository, access } = options;
  const { branchName, title, description, ...commit } = proposal;
  const tip = await GitRepository.tip({ ...access, branch: branchName });
  if (tip === undefined) {
    await repository.commitAndPush({ ...commit, toBranch: branchName });
    ctx.logger.info(`Pushed branch ${branchName} to ${repository.url}`);
  } else {
    ctx.logger.info(
      `Branch ${branchName} is there already and was left as it is`,
    );
  }
  ctx.output('branchName', branchName);
  if (gitServers.kindOf(access.url) === 'git') {
    return undefined;
  }
  const { url, created } = await whenNoted(
    () =>
      openPullRequest(gitServers, {
        repository: access.url,
        head: branchName,
        base: repository.branch,
        title,
        description,
        signal: access.signal,
      }),
    access.signal,
  );
  ctx.logger.info(`${created ? 'Opened' : 'Found'} pull request ${url}`);
  ctx.output('pullRequestUrl', url);
  return url;
}

/** Enough of a task's id to tell its branches from another's, fit for a branch. */
export function shortId(taskId: string): string {
  return taskId.replace(/[^A-Za-z0-9]/g, '').slice(0, 8) || 'task';
}

/**
 * Git has the branch, but a host takes note of a push a moment later: Gitea says until then that a repository which got its first commit
 * just now is not found.
 */
async function whenNoted<T>(
  open: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const end = performance.now() + NOTED_WITHIN_MS;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (
        !isError(error) ||
        error.name !== 'NotFoundError' ||
        performance.now() > end
      ) {
        throw error;
      }
    }
    await pause(RETRY_MS, undefined, { signal }).catch(() => {});
    signal?.throwIfAborted();
  }
}
