/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PermissionsService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  UpgradeFile,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';
import {
  GitServers,
  onTip,
  StaleBranchError,
  withMerged,
} from '@openpolicy/plugin-golden-path-node';
import { requireChange } from '../authorize';
import { authorOf, commitMessage } from '../commit';
import { fullRef } from '../fullRef';
import { GoldenPathClient } from '../goldenPathClient';
import { proposalOutput, propose, shortId } from '../proposal';
import { examples } from './upgradeService.examples';

/**
 * Brings the repository of a service to today's generator and keeps what people did to
 * it. Without conflicts it is one commit on the branch of a plain Git server; conflicts,
 * and hosts with pull requests, get a branch of their own.
 */
export function createUpgradeServiceAction(options: {
  gitServers: GitServers;
  goldenPath: Pick<GoldenPathClient, 'planUpgrade'>;
  permissions: PermissionsService;
}) {
  const { gitServers, goldenPath, permissions } = options;
  return createTemplateAction({
    id: 'goldenPath:upgradeService',
    description:
      "Brings the repository of a service to today's golden path by a three-way merge that keeps what people did to it. Puts out the entity for 'goldenPath:deliver'.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z => z.string().describe('Reference of the service'),
        environment: z =>
          z
            .string()
            .optional()
            .describe("Name of the environment. Default: the platform's first"),
      },
      output: {
        mode: z =>
          z
            .enum(['unchanged', 'pushed', 'branch', 'pull-request'])
            .describe(
              'How it was done. A branch waits for somebody to solve its conflicts and merge it',
            ),
        entity: z =>
          z
            .record(z.any())
            .describe("The service as it shall be, for 'goldenPath:deliver'"),
        provider: z =>
          z.string().describe('git, github, gitlab or gitea: who hosts it'),
        repository: z => z.string().describe('Address of its repository'),
        conflicts: z =>
          z
            .array(z.string())
            .describe('Files in which people have to choose between two texts'),
        kept: z =>
          z
            .array(z.string())
            .describe(
              'Files that stay as people made them, against the golden path',
            ),
        revision: z =>
          z.string().optional().describe('Commit of the branch that holds it'),
        ...proposalOutput,
      },
    },
    async handler(ctx) {
      const entityRef = fullRef(ctx.input.entityRef, 'component');
      const credentials = await ctx.getInitiatorCredentials();
      await requireChange(permissions, credentials, entityRef);
      const ask = () =>
        goldenPath.planUpgrade(
          { entityRef, environment: ctx.input.environment || undefined },
          { credentials, signal: ctx.signal },
        );
      const first = await ask();
      const { url, branch } = first.repository;
      const provider = gitServers.kindOf(url);
      ctx.output('provider', provider);
      ctx.output('repository', url);
      logPlan(ctx.logger, first);
      outputPlan(ctx, first);
      if (changesOf(first).length === 0) {
        ctx.output('mode', 'unchanged');
        ctx.output('revision', first.repository.revision);
        return;
      }
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would change ${changesOf(first).length} files in ${url}`,
        );
        ctx.output('mode', provider === 'git' ? 'pushed' : 'pull-request');
        return;
      }

      const access = {
        ...(await gitServers.accessTo(url)),
        branch,
        signal: ctx.signal,
      };
      let plan: UpgradePlan | undefined = first;
      await onTip(access, async repository => {
        const current = plan ?? (await ask());
        plan = undefined;
        if (current.repository.revision !== repository.revision) {
          throw new StaleBranchError(
            `Branch '${branch}' of ${url} has moved on meanwhile. Try again.`,
          );
        }
        outputPlan(ctx, current);
        const { name } = parseEntityRef(entityRef);
        const conflicts = pathsOf(current, 'conflict');
        const title = `Upgrade ${name} to golden path ${current.to}`;
        const commit = {
          message: withMerged(commitMessage(title, ctx), [
            ...pathsOf(current, 'merged'),
            ...conflicts,
          ]),
          author: authorOf(ctx),
          changes: changesOf(current).map(({ path, after }) => ({
            path,
            content: after,
          })),
        };
        if (provider === 'git' && conflicts.length === 0) {
          const { revision } = await repository.commitAndPush(commit);
          ctx.logger.info(
            `Changed ${commit.changes.length} files in ${
              repository.url
            } (${revision.slice(0, 7)})`,
          );
          ctx.output('mode', 'pushed');
          ctx.output('revision', revision);
          return;
        }
        const branchName = `golden-path/upgrade-${name}-${current.to}-${shortId(
          ctx.task.id,
        )}`;
        const pullRequestUrl = await propose(
          ctx,
          {
            ...commit,
            title,
            description: describe(current),
            branchName,
          },
          { gitServers, repository, access },
        );
        if (conflicts.length > 0) {
          ctx.logger.warn(
            `On branch ${branchName}, ${conflicts.join(
              ', ',
            )} hold both texts between marks. Choose, then merge it into ${branch}.`,
          );
        }
        ctx.output('mode', pullRequestUrl ? 'pull-request' : 'branch');
      });
    },
  });
}

type Files = readonly UpgradeFile[];

function changesOf({ repository }: UpgradePlan): Files {
  return repository.files.filter(({ outcome }) => outcome !== 'kept');
}

function pathsOf(
  { repository }: UpgradePlan,
  outcome: UpgradeFile['outcome'],
): string[] {
  return repository.files
    .filter(file => file.outcome === outcome)
    .map(({ path }) => path);
}

function outputPlan(
  ctx: {
    output(name: 'entity', value: Record<string, any>): void;
    output(name: 'conflicts' | 'kept', value: string[]): void;
  },
  plan: UpgradePlan,
): void {
  ctx.output('entity', plan.entity);
  ctx.output('conflicts', pathsOf(plan, 'conflict'));
  ctx.output('kept', pathsOf(plan, 'kept'));
}

function logPlan(
  logger: { info(message: string): void; warn(message: string): void },
  { from, to, repository }: UpgradePlan,
): void {
  logger.info(`From golden path ${from ?? 'of unknown version'} to ${to}`);
  if (repository.problem) {
    logger.warn(`${repository.url} is left as it is: ${repository.problem}`);
  } else if (repository.files.length === 0) {
    logger.info(`Everything in ${repository.url} is as it should be already`);
  }
  for (const { path, outcome, reason } of repository.files) {
    const line = `${outcome.padEnd(8)} ${path}`;
    if (reason) {
      logger.warn(`${line}: ${reason}`);
    } else {
      logger.info(line);
    }
  }
}

/** For the pull request. */
function describe({ from, to, repository }: UpgradePlan): string {
  const attention = repository.files.filter(({ reason }) => reason);
  return [
    `Brings this repository from golden path ${
      from ?? '(unknown)'
    } to ${to}. What people did to it since is kept.`,
    ...(attention.length > 0
      ? [
          '',
          'To look at before merging:',
          '',
          ...attention.map(({ path, reason }) => `- \`${path}\`: ${reason}`),
        ]
      : []),
  ].join('\n');
}
