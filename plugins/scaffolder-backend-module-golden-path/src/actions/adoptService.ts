/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  PermissionsService,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  adoptService,
  PlatformModel,
} from '@openpolicy/plugin-golden-path-common';
import {
  DeliveryTargets,
  GitServers,
  onTip,
  openPlatform,
} from '@openpolicy/plugin-golden-path-node';
import { requireCreate } from '../authorize';
import { authorOf, commitMessage } from '../commit';
import { fullRef } from '../fullRef';
import { pushBranch, writeProposal } from '../proposal';
import { readObjects } from '../readObjects';
import { repoUrlOf } from '../repoUrl';
import { examples } from './adoptService.examples';

/** Where the files of a pull request are put for the publish action that comes next. */
const FOLDER = 'adoption';

/**
 * Proposes to bring a service that lives already onto the golden path: its spec, made of
 * its live objects or of the manifests in its repository, and the list of what would be
 * different. Nothing in a cluster changes by it. On a plain Git server and on Gitea it is
 * pushed as a branch; elsewhere the files are left for a pull request.
 */
export function createAdoptServiceAction(options: {
  catalog: Pick<CatalogService, 'getEntities'>;
  permissions: PermissionsService;
  gitServers: GitServers;
  targets: DeliveryTargets;
}) {
  const { catalog, gitServers, permissions, targets } = options;
  return createTemplateAction({
    id: 'goldenPath:adoptService',
    description:
      'Proposes a spec for a service that lives already, with the list of what would be different, as a branch or as files for a pull request.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repositoryUrl: z =>
          z
            .string()
            .describe("Address of the service's repository, for the proposal"),
        owner: z => z.string().describe('Reference of the owning group'),
        system: z =>
          z.string().describe('Reference of the System whose platform runs it'),
        environment: z =>
          z
            .string()
            .optional()
            .describe(
              "Environment that the objects are of. Default: the platform's first",
            ),
        objects: z =>
          z
            .string()
            .optional()
            .describe(
              'Its live objects as YAML or JSON, as kubectl prints them. No Secrets',
            ),
        sourcePath: z =>
          z
            .string()
            .optional()
            .describe('Folder of the workspace with its manifests'),
        name: z =>
          z
            .string()
            .optional()
            .describe('Name of its workload, if the objects are of several'),
        title: z => z.string().optional().describe('Name for people'),
        description: z =>
          z.string().optional().describe('What it does, in one sentence'),
      },
      output: {
        mode: z =>
          z
            .enum(['pushed', 'pull-request'])
            .describe('What was done, or what must be done next'),
        provider: z =>
          z.string().describe('git, github, gitlab or gitea: who hosts it'),
        entity: z =>
          z
            .record(z.any())
            .describe("The service as proposed, for 'goldenPath:deliver'"),
        losses: z => z.number().describe('How many fields would be different'),
        repoUrl: z =>
          z
            .string()
            .optional()
            .describe('The repository as publish actions take it'),
        branchName: z => z.string().describe('Branch of the proposal'),
        title: z => z.string().describe('For a pull request'),
        description: z =>
          z
            .string()
            .describe(
              'For a pull request: what would be different, in Markdown',
            ),
        sourcePath: z =>
          z
            .string()
            .optional()
            .describe('Folder of the workspace with the files'),
        compareUrl: z =>
          z
            .string()
            .optional()
            .describe('On Gitea: where a person opens the pull request'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      await requireCreate(permissions, credentials);
      const { model } = await openPlatform({
        catalog,
        credentials,
        systemRef: fullRef(input.system, 'system'),
        targets,
      });
      refuseDelivery(model, targets, input.repositoryUrl);
      if (input.environment) {
        // Says which there are, if it is none of them.
        targets.find(model, input.environment);
      }
      const objects = await readObjects({
        text: input.objects,
        folder:
          input.sourcePath &&
          resolveSafeChildPath(ctx.workspacePath, input.sourcePath),
        onSkip: path => ctx.logger.warn(`'${path}' is no YAML, passed over`),
      });
      const adoption = adoptService({
        objects,
        model,
        environment: input.environment || undefined,
        owner: fullRef(input.owner, 'group'),
        name: input.name || undefined,
        title: input.title || undefined,
        description: input.description || undefined,
        repository: gitServers.browseUrlOf(input.repositoryUrl),
        now: new Date(),
      });
      const { name } = adoption.entity.metadata;
      const title = `Bring ${name} onto the golden path`;
      const branchName = `golden-path/adopt-${name}`;
      const provider = gitServers.kindOf(input.repositoryUrl);
      for (const { object, field } of adoption.losses) {
        ctx.logger.info(`different: ${object} ${field}`);
      }
      for (const { ruleId, message } of adoption.findings) {
        ctx.logger.warn(`${ruleId}: ${message}`);
      }
      ctx.output('provider', provider);
      ctx.output('entity', adoption.entity as Record<string, any>);
      ctx.output('losses', adoption.losses.length);
      ctx.output('branchName', branchName);
      ctx.output('title', title);
      ctx.output('description', adoption.report);

      if (provider === 'github' || provider === 'gitlab') {
        ctx.output('mode', 'pull-request');
        ctx.output('repoUrl', repoUrlOf(input.repositoryUrl));
        ctx.output('sourcePath', FOLDER);
        await writeProposal(ctx.workspacePath, FOLDER, adoption.files);
        return;
      }
      ctx.output('mode', 'pushed');
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would push ${adoption.files.length} files to branch ${branchName} of ${input.repositoryUrl}`,
        );
        return;
      }
      const access = {
        ...(await gitServers.accessTo(input.repositoryUrl)),
        signal: ctx.signal,
      };
      const base = await onTip(access, async repository => {
        const isNew = await pushBranch(repository, access, {
          message: commitMessage(title, ctx),
          author: authorOf(ctx),
          changes: adoption.files,
          toBranch: branchName,
        });
        if (!isNew) {
          ctx.logger.info(
            `Branch ${branchName} is there already and was left as it is`,
          );
        }
        return repository.branch;
      });
      ctx.logger.info(
        `Pushed branch ${branchName} to ${input.repositoryUrl}: merge it into ${base} if you agree`,
      );
      if (provider === 'gitea') {
        ctx.output(
          'compareUrl',
          `${gitServers.browseUrlOf(
            input.repositoryUrl,
          )}/compare/${base}...${branchName}`,
        );
      }
    },
  });
}

/** What Argo CD reads is changed by deliveries only. */
function refuseDelivery(
  model: PlatformModel,
  targets: DeliveryTargets,
  repositoryUrl: string,
): void {
  const plain = (url: string) => url.replace(/(\.git)?\/*$/, '').toLowerCase();
  const isDelivery = model.system.spec.environments.some(
    ({ name }) =>
      plain(targets.find(model, name).repository) === plain(repositoryUrl),
  );
  if (isDelivery) {
    throw new InputError(
      `'${repositoryUrl}' is the GitOps repository of an environment. Give the repository with the sources of the service.`,
    );
  }
}
