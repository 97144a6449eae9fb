/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PermissionsService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  changeSpecText,
  withoutService,
} from '@openpolicy/plugin-golden-path-common';
import {
  checkService,
  DeliveryTargets,
  GitServers,
  locateSource,
  onTip,
  openPlatform,
  plainEntity,
  readDescribed,
  systemRefOf,
} from '@openpolicy/plugin-golden-path-node';
import { parse } from 'yaml';
import { requireChange } from '../authorize';
import { authorOf, commitMessage } from '../commit';
import { fullRef } from '../fullRef';
import { proposalOutput, propose, shortId } from '../proposal';
import { examples } from './changeSpec.examples';

/**
 * Changes the spec of a service where people keep it: `service.yaml` in its repository.
 * Comments stay. A spec that would break a rule is not written. On a plain Git server
 * this is one commit on the branch; elsewhere it is a pull request.
 */
export function createChangeSpecAction(options: {
  catalog: Pick<CatalogService, 'getEntities' | 'getEntityByRef'>;
  permissions: PermissionsService;
  gitServers: GitServers;
  targets: DeliveryTargets;
}) {
  const { catalog, gitServers, permissions, targets } = options;
  return createTemplateAction({
    id: 'goldenPath:changeSpec',
    description:
      "Changes the spec of a service in its repository and keeps its comments, by a commit or a pull request. Puts out the entity for 'goldenPath:deliver'.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z => z.string().describe('Reference of the service'),
        changes: z =>
          z
            .record(z.any())
            .describe(
              'Sections of its spec as the form gives them (tier, health, scale, resources, env, dependencies, traffic, rollout, slo, alerts). Maps are merged, lists replaced, empty fields ignored; other keys are ignored too',
            ),
      },
      output: {
        mode: z =>
          z
            .enum(['unchanged', 'pushed', 'pull-request'])
            .describe('How it was done'),
        entity: z =>
          z
            .record(z.any())
            .describe("The service as it shall be, for 'goldenPath:deliver'"),
        provider: z =>
          z.string().describe('git, github, gitlab or gitea: who hosts it'),
        repository: z => z.string().describe('Address of its repository'),
        path: z => z.string().describe('File with its spec'),
        revision: z =>
          z
            .string()
            .optional()
            .describe('Commit of the branch that holds the spec'),
        ...proposalOutput,
      },
    },
    async handler(ctx) {
      const entityRef = fullRef(ctx.input.entityRef, 'component');
      const credentials = await ctx.getInitiatorCredentials();
      await requireChange(permissions, credentials, entityRef);
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      const source = entity && locateSource(entity, gitServers);
      if (!entity) {
        throw new NotFoundError(
          `The catalog has no '${entityRef}', or you may not see it.`,
        );
      }
      if (!source) {
        throw new InputError(
          `Failed to change '${entityRef}': its entry names no repository in 'backstage.io/source-location'. Change its spec where it is kept.`,
        );
      }
      const { model } = await openPlatform({
        catalog,
        credentials,
        systemRef: systemRefOf(entity),
        targets,
      });
      const provider = gitServers.kindOf(source.url);
      const { name } = entity.metadata;
      const title = `Change how ${name} runs`;
      ctx.output('provider', provider);
      ctx.output('repository', source.url);
      ctx.output('path', source.path);

      const access = {
        ...(await gitServers.accessTo(source.url)),
        ...(source.branch && { branch: source.branch }),
        signal: ctx.signal,
      };
      await onTip(access, async repository => {
        const text = await repository.read(source.path);
        if (text === undefined) {
          throw new NotFoundError(
            `Repository '${repository.url}' has no '${source.path}' on branch '${repository.branch}'. Change the spec of '${entityRef}' where it is kept.`,
          );
        }
        await readDescribed(repository, source, entity);
        const changed = changeSpecText(text, ctx.input.changes);
        const after = plainEntity(entity, parse(changed));
        checkService(withoutService(model, entityRef), after, source.path);
        ctx.output('entity', after as Record<string, any>);
        if (changed === text) {
          ctx.logger.info(`'${source.path}' says all of this already`);
          ctx.output('mode', 'unchanged');
          ctx.output('revision', repository.revision!);
          return;
        }
        if (ctx.isDryRun) {
          ctx.logger.info(`Would change ${source.path} in ${repository.url}`);
          ctx.output('mode', provider === 'git' ? 'pushed' : 'pull-request');
          return;
        }
        const commit = {
          message: commitMessage(title, ctx),
          author: authorOf(ctx),
          changes: [{ path: source.path, content: changed }],
        };
        if (provider === 'git') {
          const { revision } = await repository.commitAndPush(commit);
          ctx.logger.info(
            `Changed ${source.path} in ${repository.url} (${revision.slice(
              0,
              7,
            )})`,
          );
          ctx.output('mode', 'pushed');
          ctx.output('revision', revision);
          return;
        }
        await propose(
          ctx,
          {
            ...commit,
            title,
            description: `Made with "Change" on the page of ${name} in the portal.`,
            branchName: `golden-path/change-${name}-${shortId(ctx.task.id)}`,
          },
          { gitServers, repository, access },
        );
        ctx.output('mode', 'pull-request');
      });
    },
  });
}
