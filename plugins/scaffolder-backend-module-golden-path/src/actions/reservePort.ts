/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { GoldenPathClient } from '../goldenPathClient';
import { examples } from './reservePort.examples';

/**
 * Takes the port of a service for a while, so that two forms can't take the same one. Done twice, it lengthens the time.
 */
export function createReservePortAction(options: {
  goldenPath: Pick<GoldenPathClient, 'reservePort'>;
}) {
  return createTemplateAction({
    id: 'goldenPath:reservePort',
    description:
      "Takes a port of the platform's pool for a service until the catalog knows the service, or for an hour. Fails if somebody else has it.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        draft: z =>
          z
            .record(z.any())
            .describe(
              "The service: the template's parameters as they are. Without a port it gets the next free one",
            ),
      },
      output: {
        port: z => z.number().optional().describe('The port that it has now'),
        expiresAt: z =>
          z
            .string()
            .optional()
            .describe('When somebody else may take it, ISO 8601'),
      },
    },
    async handler(ctx) {
      const { name, system, port } = ctx.input.draft;
      if (typeof name !== 'string' || typeof system !== 'string') {
        throw new InputError(
          "Failed to reserve a port: the draft has no 'name' or no 'system'. Give both.",
        );
      }
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would reserve ${port ? `port ${port}` : 'a port'} for ${name}`,
        );
        ctx.output('port', port);
        return;
      }
      // A task that goes on after a restart of the portal may have made the service already, which has the port for good then.
      const reservation = await ctx.checkpoint({
        key: 'reservePort',
        fn: async () => {
          const { outcome, expiresAt, ...taken } =
            await options.goldenPath.reservePort(
              system,
              { service: name, port },
              {
                credentials: await ctx.getInitiatorCredentials(),
                signal: ctx.signal,
              },
            );
          return { port: taken.port, outcome, expiresAt };
        },
      });
      ctx.logger.info(
        `Port ${reservation.port} is ${
          reservation.outcome === 'renewed' ? 'still ' : ''
        }reserved for ${name} until ${reservation.expiresAt}`,
      );
      ctx.output('port', reservation.port);
      ctx.output('expiresAt', reservation.expiresAt);
    },
  });
}
