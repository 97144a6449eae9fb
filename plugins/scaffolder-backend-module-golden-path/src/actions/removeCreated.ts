/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { fullRef } from '../fullRef';
import { proposalOutput } from '../proposal';
import { findDelivery } from '../traces/findDelivery';
import { releasePorts } from '../traces/releasePorts';
import { Removal, RemovalDependencies } from '../traces/Removal';
import { checkDelivery, removeDelivery } from '../traces/removeDelivery';
import { removeRepository } from '../traces/removeRepository';
import { examples } from './removeCreated.examples';

/**
 * Removes what one run of a template made of a service, and nothing else: the proof is the task in the trailers of the commits. First the
 * delivery, so that nothing runs on without its source; then the port; the repository last. Done twice, it finds nothing the second time.
 */
export function createRemoveCreatedAction(options: RemovalDependencies) {
  return createTemplateAction({
    id: 'goldenPath:removeCreated',
    description:
      'Takes back what one run of a template made of a service: its delivery, its reserved port, and its repository where nobody else has worked in it.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('Name of the service'),
        system: z =>
          z.string().describe('Reference of the System whose platform runs it'),
        environment: z =>
          z
            .string()
            .optional()
            .describe("Name of the environment. Default: the platform's first"),
        task: z =>
          z
            .string()
            .describe(
              'Id of the task that made it; what other tasks made stays',
            ),
        repositoryUrl: z =>
          z
            .string()
            .optional()
            .describe(
              'Address of its repository. Default: where the portal makes one of that name',
            ),
      },
      output: {
        mode: z =>
          z
            .enum(['nothing', 'pushed', 'pull-request'])
            .describe('What was done about the delivery'),
        provider: z =>
          z.string().describe('git, github, gitlab or gitea: who hosts it'),
        ...proposalOutput,
        revision: z =>
          z
            .string()
            .optional()
            .describe('The commit that took the service away'),
        removed: z => z.array(z.string()).describe('What was removed'),
        left: z =>
          z
            .array(z.string())
            .describe('What was left, each with why and where'),
      },
    },
    async handler(ctx) {
      const { name, task, system, environment, repositoryUrl } = ctx.input;
      if (!task) {
        throw new InputError(
          "Failed to remove anything: 'task' is empty. Give the id of the task that made the service; it is in the address of its page.",
        );
      }
      const removal = new Removal(options, ctx, {
        name,
        system: fullRef(system, 'system'),
        environment: environment || undefined,
        repositoryUrl: repositoryUrl || undefined,
        taskId: task,
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      });
      const delivery = await findDelivery(options, removal.query);
      const provider = options.gitServers.kindOf(delivery.target.repository);
      ctx.output('provider', provider);
      ctx.output('mode', 'nothing');
      if (delivery.isThere) {
        await checkDelivery(removal, delivery);
        await removeDelivery(removal, delivery, provider);
      }
      await releasePorts(removal);
      await removeRepository(removal);
      if (!removal.hasNews) {
        ctx.logger.info(`Nothing is left of '${name}' that task ${task} made`);
      }
      ctx.output('removed', removal.removed);
      ctx.output('left', removal.left);
    },
  });
}
