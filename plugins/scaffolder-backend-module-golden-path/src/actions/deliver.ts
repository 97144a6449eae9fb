/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  GENERATOR_VERSION,
  parseDraft,
  PlatformModel,
  serviceEntityOf,
} from '@openpolicy/plugin-golden-path-common';
import {
  accessOf,
  DELIVERED_TOPIC,
  deliverService,
  DeliveryRequest,
  DeliveryTargets,
  GitServers,
  onTip,
  openPlatform,
  planDeliveryTo,
  TreeChange,
  withMerged,
} from '@openpolicy/plugin-golden-path-node';
import { requireChange, requireCreate } from '../authorize';
import { authorOf, commitMessage } from '../commit';
import { fullRef } from '../fullRef';
import { proposalOutput, propose, shortId } from '../proposal';
import { examples } from './deliver.examples';

type Mode = Exclude<DeliveryRequest['mode'], 'remove'>;

const TITLES: Record<Mode, (name: string, environment: string) => string> = {
  create: (name, environment) => `Add ${name} to ${environment}`,
  change: (name, environment) => `Change ${name} in ${environment}`,
  upgrade: (name, environment) =>
    `Upgrade ${name} in ${environment} to golden path ${GENERATOR_VERSION}`,
};

/**
 * Brings a service into the GitOps repository of an environment: its manifests, its
 * alerts, its Application, its catalog entry, and what must change for those that it
 * calls. On a plain Git server this is one commit on the branch; elsewhere it is a pull
 * request.
 */
export function createDeliverAction(options: {
  catalog: Pick<CatalogService, 'getEntities'>;
  permissions: PermissionsService;
  events: EventsService;
  gitServers: GitServers;
  targets: DeliveryTargets;
}) {
  const { catalog, events, gitServers, permissions, targets } = options;
  return createTemplateAction({
    id: 'goldenPath:deliver',
    description:
      'Brings a service into the GitOps repository of an environment, by a commit or a pull request.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        draft: z =>
          z
            .record(z.any())
            .optional()
            .describe(
              "A new service: the template's parameters as they are. Give this or 'entity'",
            ),
        entity: z =>
          z
            .record(z.any())
            .optional()
            .describe(
              "A service as it shall be, with its spec.runtime in place: what goldenPath:changeSpec puts out. Give this or 'draft'",
            ),
        environment: z =>
          z.string().describe('Name of the environment, as dev'),
        mode: z =>
          z
            .enum(['create', 'change', 'upgrade'])
            .default('create')
            .describe(
              'Whether the service must be new. An upgrade also brings what an older generator wrote to what this one makes',
            ),
        repositoryUrl: z =>
          z
            .string()
            .optional()
            .describe("Address of the service's own repository, for people"),
      },
      output: {
        mode: z =>
          z.enum(['pushed', 'pull-request']).describe('How it was done'),
        provider: z =>
          z.string().describe('git, github, gitlab or gitea: who hosts it'),
        repository: z =>
          z.string().describe('Address of the GitOps repository'),
        ...proposalOutput,
        revision: z =>
          z
            .string()
            .optional()
            .describe('Commit of the branch that holds the service'),
        changedFiles: z => z.number().describe('How many files it changes'),
      },
    },
    async handler(ctx) {
      const { environment, mode = 'create', repositoryUrl } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const wanted = wantedService(ctx.input);
      await authorize(permissions, credentials, mode, wanted.ref);
      const { model } = await openPlatform({
        catalog,
        credentials,
        systemRef: wanted.system,
        targets,
      });
      const target = targets.find(model, environment);
      const provider = gitServers.kindOf(target.repository);
      const request: DeliveryRequest = {
        model,
        target,
        access: {
          ...(await gitServers.accessTo(target.repository)),
          signal: ctx.signal,
        },
        name: wanted.name,
        entity: wanted.entity(model, repositoryUrl),
        mode,
      };
      const title = TITLES[mode](wanted.name, environment);
      const commit = {
        message: commitMessage(title, ctx, {
          ...(mode === 'create' && { made: `service ${wanted.name}` }),
        }),
        author: authorOf(ctx),
      };
      ctx.output('provider', provider);
      ctx.output('repository', target.repository);

      if (provider === 'git' && !ctx.isDryRun) {
        const { revision, changes } = await deliverService({
          ...request,
          ...commit,
        });
        await events.publish({
          topic: DELIVERED_TOPIC,
          eventPayload: {
            repository: target.repository,
            branch: target.branch,
            revision,
          },
        });
        logChanges(ctx.logger, changes);
        ctx.logger.info(
          changes.length > 0
            ? `Pushed ${changes.length} files to ${target.repository}, branch ${
                target.branch
              } (${revision.slice(0, 7)})`
            : `Everything is in ${target.repository} already (${revision.slice(
                0,
                7,
              )})`,
        );
        ctx.output('mode', 'pushed');
        ctx.output('revision', revision);
        ctx.output('changedFiles', changes.length);
        return;
      }

      const access = accessOf(request);
      await onTip(access, async repository => {
        const { changes, merged, revision } = await planDeliveryTo(
          repository,
          request,
        );
        logChanges(ctx.logger, changes);
        ctx.output('changedFiles', changes.length);
        if (ctx.isDryRun) {
          ctx.output('mode', provider === 'git' ? 'pushed' : 'pull-request');
          ctx.logger.info(
            `Would change ${changes.length} files in ${target.repository}`,
          );
          return;
        }
        if (changes.length === 0) {
          // The pull request of an earlier run is merged: nothing is left to ask for.
          ctx.logger.info(`Everything is in ${target.repository} already`);
          ctx.output('mode', 'pushed');
          ctx.output('revision', revision!);
          return;
        }
        await propose(
          ctx,
          {
            author: commit.author,
            message: withMerged(commit.message, merged),
            title,
            description: `${changes.length} files, rendered by the golden path. Merging it lets Argo CD bring ${wanted.name} to ${environment}. Don't squash it: by the lines under its commit the portal can take it back.`,
            changes,
            branchName: `golden-path/${wanted.name}-${environment}-${shortId(
              ctx.task.id,
            )}`,
          },
          { gitServers, repository, access },
        );
        ctx.output('mode', 'pull-request');
      });
    },
  });
}

/** The service of the input: a draft, or an entity. */
function wantedService(input: {
  draft?: Record<string, unknown>;
  entity?: Record<string, unknown>;
}): {
  name: string;
  ref: string;
  system: string;
  entity(model: PlatformModel, repositoryUrl?: string): Entity;
} {
  const { draft, entity } = input;
  if ((draft === undefined) === (entity === undefined)) {
    throw new InputError("Give either 'draft' or 'entity'.");
  }
  if (draft) {
    const parsed = parseDraft(draft);
    return {
      name: parsed.name,
      ref: `component:default/${parsed.name}`,
      system: parsed.system,
      entity: (model, repository) =>
        serviceEntityOf(parsed, { platform: model.system, repository }),
    };
  }
  return entityService(entity as unknown as Entity);
}

function entityService(entity: Entity) {
  const { kind, metadata, spec } = entity;
  const system = spec?.system;
  if (
    typeof kind !== 'string' ||
    typeof metadata?.name !== 'string' ||
    typeof system !== 'string'
  ) {
    throw new InputError(
      "'entity' is no Component of a System: it needs a kind, a name and a system.",
    );
  }
  const ref = stringifyEntityRef(entity);
  if (ref !== `component:default/${metadata.name}`) {
    throw new InputError(
      `'${ref}' can not be delivered: only Components of the default namespace are.`,
    );
  }
  return {
    name: metadata.name,
    ref,
    system: fullRef(system, 'system'),
    entity: () => entity,
  };
}

async function authorize(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
  mode: Mode,
  entityRef: string,
): Promise<void> {
  if (mode === 'create') {
    await requireCreate(permissions, credentials);
  } else {
    await requireChange(permissions, credentials, entityRef);
  }
}

function logChanges(
  logger: { info(message: string): void },
  changes: readonly TreeChange[],
): void {
  for (const { path, content } of changes) {
    logger.info(`${content === undefined ? 'remove' : 'write '} ${path}`);
  }
}
