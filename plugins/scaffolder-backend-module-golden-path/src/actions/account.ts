/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { fullRef } from '../fullRef';
import { findTraces } from '../traces/findTraces';
import { Trace, TraceDependencies, Traces } from '../traces/types';
import { examples } from './account.examples';

/** A place that does not answer must not hold up the account of the others for long. */
const DEADLINE_MS = 45_000;

/**
 * Says after a failure what exists now of the service, looked up and not remembered, and where it can be removed. It never fails: what
 * went wrong before is what the reader should see as the error.
 */
export function createAccountAction(options: TraceDependencies) {
  return createTemplateAction({
    id: 'goldenPath:account',
    description:
      'Says what exists of a service after a step has failed, with links, and where to remove it. Never fails.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        draft: z =>
          z
            .record(z.any())
            .optional()
            .describe("The service: the template's parameters as they are"),
        name: z =>
          z
            .string()
            .optional()
            .describe('Name of the service, where there is no draft'),
        system: z =>
          z
            .string()
            .optional()
            .describe('Reference of its System, where there is no draft'),
        environment: z =>
          z
            .string()
            .optional()
            .describe("Name of the environment. Default: the platform's first"),
        repositoryUrl: z =>
          z
            .string()
            .optional()
            .describe(
              'Address of its repository, from the step that made it. Default: where the portal makes one of that name',
            ),
        pullRequestUrl: z =>
          z
            .string()
            .optional()
            .describe('Address of the pull request that delivers it'),
      },
      output: {
        exists: z =>
          z
            .array(
              z.object({
                kind: z.string(),
                text: z.string(),
                url: z.string().optional(),
                isOwn: z.boolean().optional(),
              }),
            )
            .describe('What exists'),
        text: z =>
          z
            .array(z.object({ title: z.string(), content: z.string() }))
            .describe("The account, as a template's output shows it"),
        links: z =>
          z
            .array(z.object({ title: z.string(), url: z.string() }))
            .describe('Links to what exists, and to its removal'),
        removeUrl: z =>
          z
            .string()
            .optional()
            .describe('Where it can be removed; missing if nothing is left'),
      },
    },
    async handler(ctx) {
      try {
        await giveAccount(ctx);
      } catch (error) {
        ctx.logger.warn(
          `Could not find out what exists: ${(error as Error).message}`,
        );
      }
    },
  });

  async function giveAccount(ctx: ActionContext<any, any>): Promise<void> {
    const {
      draft = {},
      environment,
      repositoryUrl,
      pullRequestUrl,
    } = ctx.input;
    const name = text(draft.name) ?? text(ctx.input.name);
    const system = systemOf(text(draft.system) ?? text(ctx.input.system));
    if (!name) {
      ctx.logger.warn('Could not find out what exists: no service is named.');
      return;
    }
    if (ctx.isDryRun) {
      ctx.logger.info(`Would say what exists of '${name}'`);
    }
    const traces = await findTraces(options, {
      name,
      system,
      environment: text(environment),
      repositoryUrl: text(repositoryUrl),
      taskId: ctx.task.id,
      credentials: await ctx.getInitiatorCredentials(),
      signal: AbortSignal.any([
        AbortSignal.timeout(DEADLINE_MS),
        ...(ctx.signal ? [ctx.signal] : []),
      ]),
    });
    const found: Trace[] = [
      ...traces.found,
      ...(text(pullRequestUrl)
        ? [
            {
              kind: 'delivery' as const,
              text: `pull request ${pullRequestUrl}`,
              url: pullRequestUrl,
              isOwn: true,
            },
          ]
        : []),
    ];
    const lines = [
      headline(name, { found, unknown: traces.unknown }),
      ...found.map(trace => `- ${describe(trace)}`),
      ...traces.unknown,
    ];
    lines.forEach(line => ctx.logger.info(line));

    const removable = found.some(({ kind, isOwn }) =>
      kind === 'reservation' ? true : isOwn,
    );
    const removeUrl = removable
      ? removalPage(options.baseUrl, {
          name,
          system,
          environment: text(environment),
          task: ctx.task.id,
        })
      : undefined;
    if (removeUrl) {
      ctx.logger.info(`To remove what this run made: ${removeUrl}`);
    } else if (found.length > 0) {
      ctx.logger.info('None of it was made by this run, so it was left alone.');
    }
    ctx.output('exists', found);
    ctx.output('removeUrl', removeUrl);
    ctx.output('text', [
      {
        title: 'What exists now',
        content: [
          ...lines,
          ...(removeUrl ? ['', `[Remove it](${removeUrl})`] : []),
        ].join('\n'),
      },
    ]);
    ctx.output('links', [
      ...found.flatMap(({ text: title, url }) => (url ? [{ title, url }] : [])),
      ...(removeUrl
        ? [{ title: 'Remove what this run made', url: removeUrl }]
        : []),
    ]);
  }
}

/** Nothing seen is no nothing while a place does not answer. */
function headline(name: string, { found, unknown }: Traces): string {
  if (found.length > 0) {
    return `What exists now of '${name}':`;
  }
  return unknown.length > 0
    ? `Nothing was found of '${name}' where it could be looked for:`
    : `Nothing exists of '${name}'.`;
}

function describe({ text: what, isOwn, url }: Trace): string {
  const whose =
    isOwn === undefined
      ? ''
      : (isOwn && ', made by this run') || ', not made by this run';
  const where = url && !what.includes(url) ? ` (${url})` : '';
  return `${what}${whose}${where}`;
}

/** The form that removes what a run made, filled in. */
function removalPage(
  baseUrl: string,
  formData: Record<string, string | undefined>,
): string {
  const query = new URLSearchParams({ formData: JSON.stringify(formData) });
  return `${baseUrl.replace(
    /\/+$/,
    '',
  )}/create/templates/default/remove-service?${query}`;
}

function systemOf(ref: string | undefined): string | undefined {
  return ref && fullRef(ref, 'system');
}

/** A step that did not run has outputs that are empty. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
