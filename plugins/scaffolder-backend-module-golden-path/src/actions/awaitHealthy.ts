/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CustomErrorBase } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ServiceSnapshot,
  shortRevision,
} from '@openpolicy/plugin-service-health-common';
import { describeWhatExists } from '../follow/describeWhatExists';
import { FollowDependencies, followService } from '../follow/followService';
import { ModelSource } from '../follow/findModel';
import { findServiceLinks } from '../follow/findServiceLinks';
import { fullRef } from '../fullRef';
import { entityPage, outputLinks } from '../follow/serviceLinks';
import { describeProgress, Expectation } from '../follow/stages';
import { examples } from './awaitHealthy.examples';

const DEFAULT_MINUTES = 10;
/** Argo CD calls an application Synced and Healthy for a moment before a controller has looked at what changed. */
const HEALTHY_LOOKS = 2;
/** Somebody who delivers a service and its platform together may let one come before the other. */
const REFUSED_MS = 10_000;

/** A service did not become what it was waited for. */
export class NotHealthyError extends CustomErrorBase {
  name = 'NotHealthyError' as const;
}

/**
 * Waits until a service is Synced and Healthy, and tells each stage in the task's log. It only looks, so it can be stopped and begun
 * again at any time: after a restart of the portal it goes on by the service's name.
 */
export function createAwaitHealthyAction(
  options: FollowDependencies &
    ModelSource & {
      /** `app.baseUrl`. */
      baseUrl: string;
      /** Milliseconds for which Argo CD has to refuse a service. Default: 10 000. */
      refusedMs?: number;
    },
) {
  const { refusedMs = REFUSED_MS } = options;
  return createTemplateAction({
    id: 'goldenPath:awaitHealthy',
    description:
      'Follows a delivered service in the log until Argo CD has synced it and all of its pods are ready.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .describe('Reference of the service, as component:default/name'),
        environment: z =>
          z
            .string()
            .optional()
            .describe(
              "Name of the environment, for the links. Default: the platform's first",
            ),
        revision: z =>
          z
            .string()
            .optional()
            .describe(
              'The delivered commit of the GitOps repository, which Argo CD must have seen',
            ),
        timeoutMinutes: z =>
          z
            .number()
            .min(1)
            .max(120)
            .default(DEFAULT_MINUTES)
            .describe('How long to wait, in minutes'),
      },
      output: {
        links: z =>
          z
            .array(
              z.object({
                title: z.string(),
                url: z.string(),
                icon: z.string().optional(),
              }),
            )
            .describe(
              "Service page, dashboard and endpoints, as a template's output shows them",
            ),
        servicePage: z =>
          z.string().describe("The service's page in the portal"),
        dashboard: z =>
          z.string().optional().describe("Address of the service's dashboard"),
        endpoints: z =>
          z
            .array(z.string())
            .describe('Addresses at which it is reached from outside'),
        seconds: z => z.number().describe('How long it took, in seconds'),
      },
    },
    async handler(ctx) {
      const { environment, revision } = ctx.input;
      const minutes = ctx.input.timeoutMinutes ?? DEFAULT_MINUTES;
      const entityRef = fullRef(ctx.input.entityRef, 'component');
      const servicePage = entityPage(options.baseUrl, entityRef);
      const what = `${entityRef} is healthy${
        revision ? ` at revision ${shortRevision(revision)}` : ''
      }`;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would wait up to ${minutes} min until ${what}`);
        ctx.output('servicePage', servicePage);
        ctx.output('links', outputLinks({ servicePage, endpoints: [] }));
        ctx.output('endpoints', []);
        ctx.output('seconds', 0);
        return;
      }

      let isFirst = false;
      const began = await ctx.checkpoint({
        key: 'began',
        fn: async () => {
          isFirst = true;
          return new Date().toISOString();
        },
      });
      ctx.logger.info(
        isFirst
          ? `Waiting up to ${minutes} min until ${what}`
          : `Going on after a restart of the portal: waiting until ${what}, since ${began}`,
      );

      let latest: ServiceSnapshot | undefined;
      let holdUp = `The portal has seen nothing of ${entityRef}`;
      let healthyLooks = 0;
      let refusal: string | undefined;
      let refusedSince: number | undefined;
      let before: Pick<Expectation, 'since' | 'revisionsBefore'> | undefined;
      const { done, credentials } = await followService(options, {
        ctx,
        entityRef,
        timeoutMs: minutes * 60_000,
        onSnapshot: snapshot => {
          latest = snapshot;
        },
        judge: async snapshot => {
          // Within one run a checkpoint is not kept: it is for the run after a restart.
          before ??= await ctx.checkpoint({
            key: 'before',
            fn: async () => ({
              since: snapshot.at,
              revisionsBefore: snapshot.delivery.applications.flatMap(
                ({ sync }) => sync.revisions,
              ),
            }),
          });
          const progress = describeProgress(snapshot, {
            entityRef,
            revision,
            ...before,
          });
          holdUp = progress.holdUp;
          healthyLooks = progress.healthy ? healthyLooks + 1 : 0;
          refusedSince = progress.refusal
            ? refusedSince ?? performance.now()
            : undefined;
          const isRefused =
            refusedSince !== undefined &&
            performance.now() - refusedSince >= refusedMs;
          refusal = isRefused ? progress.refusal : undefined;
          return {
            lines: progress.lines,
            done: isRefused || healthyLooks >= HEALTHY_LOOKS,
          };
        },
      }).catch(error => {
        if (ctx.signal?.aborted) {
          ctx.logger.warn(
            `Cancelled. What exists stays as it is: ${describeWhatExists({
              entityRef,
              revision,
              snapshot: latest,
            })}. See ${servicePage}`,
          );
          throw new Error(
            `Stopped waiting for '${entityRef}': the task was cancelled.`,
          );
        }
        throw error;
      });
      if (refusal) {
        throw new NotHealthyError(
          `Argo CD refuses '${entityRef}'. ${sentence(
            refusal,
          )} Nothing was undone: see ${servicePage}`,
        );
      }
      if (!done) {
        throw new NotHealthyError(
          `'${entityRef}' is not healthy after ${minutes} min. ${sentence(
            holdUp,
          )} Nothing was undone, and it may still become healthy: see ${servicePage}`,
        );
      }

      const seconds = Math.round((Date.now() - Date.parse(began)) / 1000);
      const links = await findServiceLinks(options, {
        ctx,
        credentials: await credentials(),
        entityRef,
        environment,
      });
      ctx.logger.info(
        `Healthy: ${latest?.verdict.cause ?? entityRef} (after ${seconds} s)`,
      );
      for (const { title, url } of outputLinks(links)) {
        ctx.logger.info(`${title}: ${url}`);
      }
      if (links.endpoints.length === 0 && links.internal) {
        ctx.logger.info(`Inside the mesh: ${links.internal}`);
      }
      ctx.output('links', outputLinks(links));
      ctx.output('servicePage', links.servicePage);
      ctx.output('dashboard', links.dashboard);
      ctx.output('endpoints', links.endpoints);
      ctx.output('seconds', seconds);
    },
  });
}

function sentence(text: string): string {
  return text.replace(/\.*$/, '.');
}
