/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { isBlocking } from '@openpolicy/plugin-golden-path-common';
import { GoldenPathClient } from '../goldenPathClient';
import { examples } from './validate.examples';

/**
 * Checks a service that is to be made, before anything is made: against the catalog, the rules, the Git server and the cluster. It only
 * reads.
 */
export function createValidateAction(options: {
  goldenPath: Pick<GoldenPathClient, 'validate'>;
}) {
  return createTemplateAction({
    id: 'goldenPath:validate',
    description:
      'Checks a service that is to be made against the catalog, the rules of the golden path, the Git server and the cluster. Fails with all that is wrong.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        draft: z =>
          z
            .record(z.any())
            .describe("The service: the template's parameters as they are"),
      },
      output: {
        warnings: z =>
          z
            .array(z.string())
            .describe('What is worth a look and stops nothing'),
      },
    },
    async handler(ctx) {
      // A task that goes on after a restart of the portal begins anew, and the service that it made itself is in the way then.
      const warnings = await ctx.checkpoint({
        key: 'validate',
        fn: () => check(ctx, options.goldenPath),
      });
      ctx.logger.info('Nothing is in the way of the service');
      ctx.output('warnings', warnings);
    },
  });
}

/** @returns what is worth a look and stops nothing */
async function check(
  ctx: Pick<
    ActionContext<{ draft: Record<string, any> }>,
    'input' | 'logger' | 'signal' | 'getInitiatorCredentials'
  >,
  goldenPath: Pick<GoldenPathClient, 'validate'>,
): Promise<string[]> {
  const { findings } = await goldenPath.validate(ctx.input.draft, {
    credentials: await ctx.getInitiatorCredentials(),
    signal: ctx.signal,
  });
  const errors = findings.filter(isBlocking);
  const warnings = findings.filter(finding => !isBlocking(finding));
  const say = ({ ruleId, message, fix }: (typeof findings)[number]) =>
    `${ruleId}: ${message}. ${fix}`;
  for (const warning of warnings) {
    ctx.logger.warn(say(warning));
  }
  for (const error of errors) {
    ctx.logger.error(say(error));
  }
  if (errors.length > 0) {
    throw new InputError(
      `The service cannot be made; nothing was changed. ${errors
        .map(say)
        .join(' ')}`,
    );
  }
  return warnings.map(say);
}
