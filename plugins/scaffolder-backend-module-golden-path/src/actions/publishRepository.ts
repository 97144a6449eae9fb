/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  GitRepository,
  GitRepositoryOptions,
  GitServers,
  StaleBranchError,
  TreeChange,
} from '@openpolicy/plugin-golden-path-node';
import { authorOf, beginMessage, isCommitOf } from '../commit';
import { workspaceFiles } from '../workspaceFiles';
import { examples } from './publishRepository.examples';

/** How many commits of people may lie on top before the first is out of sight. */
const DEPTH = 50;

/**
 * Makes a repository on a plain Git server, by its first push, of a folder of the
 * workspace. One that is there already is never touched, unless this very task made it.
 */
export function createPublishRepositoryAction({
  gitServers,
}: {
  gitServers: GitServers;
}) {
  return createTemplateAction({
    id: 'goldenPath:publishRepository',
    description:
      'Makes a repository on the plain Git server of goldenPath.repositories.url, of a folder of the workspace.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z.string().describe('Name of the repository: that of the service'),
        description: z =>
          z.string().optional().describe('What it holds, in one sentence'),
        defaultBranch: z =>
          z
            .string()
            .default('main')
            .describe('Branch that is pushed. Default: main'),
        sourcePath: z =>
          z
            .string()
            .default('repository')
            .describe('Folder of the workspace that becomes its root'),
      },
      output: {
        remoteUrl: z => z.string().describe('Address to clone from'),
        repoContentsUrl: z => z.string().describe('Address for people'),
        commitHash: z => z.string().optional().describe('Its first commit'),
      },
    },
    async handler(ctx) {
      const {
        name,
        description,
        sourcePath = 'repository',
        defaultBranch = 'main',
      } = ctx.input;
      if (!/^[A-Za-z0-9](?:[-\w]*(?:[./][-\w]+)*)$/.test(defaultBranch)) {
        throw new InputError(
          `'${defaultBranch.slice(0, 80)}' is no name of a branch.`,
        );
      }
      const home = gitServers.home();
      if (home.kind !== 'git') {
        throw new InputError(
          `Repositories are made on ${home.kind}. Use 'publish:${home.kind}' instead of this action.`,
        );
      }
      const url = home.urlOf(name);
      const files = await workspaceFiles(
        resolveSafeChildPath(ctx.workspacePath, sourcePath),
      );
      if (files.length === 0) {
        throw new InputError(
          `Failed to publish '${name}': folder '${sourcePath}' of the workspace is empty. Fetch a skeleton into it first.`,
        );
      }
      const access = {
        ...(await gitServers.accessTo(url)),
        branch: defaultBranch,
        signal: ctx.signal,
      };
      ctx.output('remoteUrl', url);
      ctx.output('repoContentsUrl', home.browseUrlOf(name));
      if (ctx.isDryRun) {
        if (await GitRepository.exists(access)) {
          throw taken(url);
        }
        ctx.logger.info(
          `Would push ${files.length} files to the new repository ${url}`,
        );
        return;
      }
      const commitHash = await ctx.checkpoint({
        key: `publish.${name}`,
        fn: () =>
          firstPush(access, files, {
            taskId: ctx.task.id,
            message: beginMessage(name, ctx, description),
            author: authorOf(ctx),
          }),
      });
      ctx.output('commitHash', commitHash);
      ctx.logger.info(
        `Pushed ${files.length} files to ${url} (${commitHash.slice(0, 7)})`,
      );
    },
  });
}

async function firstPush(
  access: GitRepositoryOptions,
  changes: TreeChange[],
  commit: {
    taskId: string;
    message: string;
    author: { name: string; email: string };
  },
): Promise<string> {
  const { taskId, message, author } = commit;
  if (
    (await GitRepository.exists(access)) &&
    (await GitRepository.tip(access)) === undefined
  ) {
    // It has branches, and none of this name: it is somebody's.
    throw taken(access.url);
  }
  const repository = await GitRepository.open({
    ...access,
    depth: DEPTH,
    orCreate: true,
  });
  try {
    // A task that was cut off after its push finds its own commit.
    const own = (await repository.log()).find(known =>
      isCommitOf(known.message, taskId),
    );
    if (own) {
      return own.revision;
    }
    if (repository.revision) {
      throw taken(repository.url);
    }
    const { revision } = await repository.commitAndPush({
      message,
      author,
      changes,
    });
    return revision;
  } catch (error) {
    throw error instanceof StaleBranchError ? taken(repository.url) : error;
  } finally {
    await repository.close();
  }
}

function taken(url: string): ConflictError {
  return new ConflictError(
    `Repository '${url}' exists already and was not made by this task; nothing was changed in it. Choose another name for the service.`,
  );
}
