/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { DryRunObject, GoldenPathClient } from '../goldenPathClient';
import { examples } from './dryRun.examples';

/**
 * Asks the cluster of an environment what it would say to each object of a service. Nothing is stored there.
 */
export function createDryRunAction(options: {
  goldenPath: Pick<GoldenPathClient, 'dryRun'>;
}) {
  return createTemplateAction({
    id: 'goldenPath:dryRun',
    description:
      'Asks the cluster of an environment what it would say to each object of a service, and changes nothing there. Fails if it refuses one.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        draft: z =>
          z
            .record(z.any())
            .describe("The service: the template's parameters as they are"),
        environment: z =>
          z.string().describe('Name of the environment, as dev'),
      },
      output: {
        cluster: z => z.string().describe('Name of the cluster that was asked'),
        objects: z =>
          z.number().describe('How many objects it would take or has already'),
      },
    },
    async handler(ctx) {
      const { draft, environment } = ctx.input;
      const { cluster, objects } = await options.goldenPath.dryRun(
        { draft, environment },
        {
          credentials: await ctx.getInitiatorCredentials(),
          signal: ctx.signal,
        },
      );
      for (const object of objects) {
        if (object.outcome === 'refused') {
          ctx.logger.error(`${nameOf(object)}: ${object.message ?? 'refused'}`);
        } else {
          ctx.logger.info(`${nameOf(object)}: would be ${object.outcome}`);
        }
      }
      const refused = objects.filter(({ outcome }) => outcome === 'refused');
      if (refused.length > 0) {
        throw new InputError(
          `Cluster '${cluster}' would refuse ${refused.length} of ${
            objects.length
          } objects; nothing was changed. ${refused
            .map(object => `${nameOf(object)}: ${object.message}`)
            .join(' ')}`,
        );
      }
      ctx.logger.info(
        `Cluster '${cluster}' would take all ${objects.length} objects`,
      );
      ctx.output('cluster', cluster);
      ctx.output('objects', objects.length);
    },
  });
}

function nameOf({ kind, name }: DryRunObject): string {
  return `${kind} '${name}'`;
}
