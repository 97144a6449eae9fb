/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { DryRunObject, GoldenPathClient } from '../goldenPathClient';
import { examples } from './dryRun.examples';

const WORDS = {
  created: 'would be made',
  changed: 'would be changed',
  unchanged: 'is there as it shall be',
};

/** Refused objects that the error itself names; the log has all. */
const MAX_TOLD = 5;

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
      // A task that goes on after a restart of the portal has passed here already.
      const tried = await ctx.checkpoint({
        key: 'dryRun',
        fn: () => tryObjects(ctx, options.goldenPath),
      });
      ctx.logger.info(
        `Cluster '${tried.cluster}' would take all ${tried.objects} objects`,
      );
      ctx.output('cluster', tried.cluster);
      ctx.output('objects', tried.objects);
    },
  });
}

async function tryObjects(
  ctx: Pick<
    ActionContext<{ draft: Record<string, any>; environment: string }>,
    'input' | 'logger' | 'signal' | 'getInitiatorCredentials'
  >,
  goldenPath: Pick<GoldenPathClient, 'dryRun'>,
): Promise<{ cluster: string; objects: number }> {
  const { draft, environment } = ctx.input;
  const { cluster, objects } = await goldenPath.dryRun(
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
      ctx.logger.info(`${nameOf(object)}: ${WORDS[object.outcome]}`);
    }
  }
  const refused = objects.filter(({ outcome }) => outcome === 'refused');
  if (refused.length > 0) {
    throw new InputError(
      `Cluster '${cluster}' would refuse ${refused.length} of ${
        objects.length
      } objects; nothing was changed. ${refused
        .slice(0, MAX_TOLD)
        .map(object => `${nameOf(object)}: ${object.message}`)
        .join(' ')}`,
    );
  }
  return { cluster, objects: objects.length };
}

function nameOf({ kind, name }: DryRunObject): string {
  return `${kind} '${name}'`;
}
