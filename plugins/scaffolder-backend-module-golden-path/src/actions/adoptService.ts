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
import { proposalOutput, propose } from '../proposal';
import { readObjects } from '../readObjects';
import { examples } from './adoptService.examples';

/**
 * Proposes to bring a service that lives already onto the golden path: its spec, made of
 * its live objects or of the manifests in its repository, and the list of what would be
 * different. Nothing in a cluster changes by it. It is pushed as a branch, with a pull
 * request where the host has them.
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
      'Proposes a spec for a service that lives already, with the list of what would be different, as a branch or a pull request.',
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
            .describe('Whether people find a branch, or a pull request'),
        provider: z =>
          z.string().describe('git, github, gitlab or gitea: who hosts it'),
        entity: z =>
          z
            .record(z.any())
            .describe("The service as proposed, for 'goldenPath:deliver'"),
        losses: z => z.number().describe('How many fields would be different'),
        ...proposalOutput,
        title: z => z.string().describe('What it does, in one line'),
        description: z =>
          z.string().describe('What would be different, in Markdown'),
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
      ctx.output('title', title);
      ctx.output('description', adoption.report);

      ctx.output('mode', provider === 'git' ? 'pushed' : 'pull-request');
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
      await onTip(access, async repository => {
        await propose(
          ctx,
          {
            title,
            description: adoption.report,
            message: commitMessage(title, ctx),
            author: authorOf(ctx),
            changes: adoption.files,
            branchName,
          },
          { gitServers, repository, access },
        );
        ctx.logger.info(
          `Merge branch ${branchName} into ${repository.branch} if you agree`,
        );
      });
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
