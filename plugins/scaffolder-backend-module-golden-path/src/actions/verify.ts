/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef } from '@backstage/catalog-model';
import { CustomErrorBase } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ServiceSnapshot } from '@openpolicy/plugin-service-health-common';
import { expectedWatch } from '../follow/expectedWatch';
import { findModel, ModelSource } from '../follow/findModel';
import { FollowDependencies, followService } from '../follow/followService';
import { fullRef } from '../fullRef';
import { ExpectedWatch, proveWatch } from '../follow/proofs';
import { examples } from './verify.examples';

const DEFAULT_MINUTES = 5;

/** Prometheus does not watch a service as it should, or has found something. */
export class NotVerifiedError extends CustomErrorBase {
  name = 'NotVerifiedError' as const;
}

/**
 * Proves that a service is watched: its pods are scraped, its alert rules are loaded, and none of them fires. It only looks.
 */
export function createVerifyAction(options: FollowDependencies & ModelSource) {
  return createTemplateAction({
    id: 'goldenPath:verify',
    description:
      'Waits until Prometheus scrapes all ready pods of a service and has loaded its alert rules, and fails if one of them keeps firing.',
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
              "Name of the environment whose rules are expected. Default: the platform's first",
            ),
        timeoutMinutes: z =>
          z
            .number()
            .min(1)
            .max(60)
            .default(DEFAULT_MINUTES)
            .describe('How long to wait, in minutes'),
      },
      output: {
        verified: z =>
          z.boolean().describe('False if no Prometheus is configured to ask'),
        targets: z => z.number().describe('How many targets are scraped'),
        rules: z => z.number().describe('How many alert rules are loaded'),
      },
    },
    async handler(ctx) {
      const { environment } = ctx.input;
      const minutes = ctx.input.timeoutMinutes ?? DEFAULT_MINUTES;
      const entityRef = fullRef(ctx.input.entityRef, 'component');
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would wait up to ${minutes} min until Prometheus scrapes ${entityRef}, has loaded its alert rules, and none fires`,
        );
        ctx.output('verified', false);
        ctx.output('targets', 0);
        ctx.output('rules', 0);
        return;
      }

      let expected: ExpectedWatch | undefined;
      let latest: ServiceSnapshot | undefined;
      let missing = [`The portal has seen nothing of ${entityRef}`];
      const { done } = await followService(options, {
        ctx,
        entityRef,
        timeoutMs: minutes * 60_000,
        judge: async (snapshot, { credentials, signal }) => {
          latest = snapshot;
          if (snapshot.alerts.state === 'unconfigured') {
            return {
              lines: [
                {
                  key: 'prometheus',
                  level: 'warn',
                  text: 'No Prometheus is configured in the portal: nothing can be verified',
                },
              ],
              done: true,
            };
          }
          if (!expected) {
            const model = await findModel(options, {
              entityRef,
              credentials,
              signal,
            });
            expected = model
              ? expectedWatch(model, {
                  service: parseEntityRef(entityRef).name,
                  environment,
                })
              : { isScraped: true };
          }
          const proof = proveWatch(snapshot, expected);
          missing = proof.missing;
          return { lines: proof.lines, done: proof.proven };
        },
      }).catch(error => {
        if (ctx.signal?.aborted) {
          throw new Error(
            `Stopped verifying '${entityRef}': the task was cancelled. The service stays as it is.`,
          );
        }
        throw error;
      });
      if (!done) {
        throw new NotVerifiedError(
          `'${entityRef}' is not watched as it should be after ${minutes} min. ${missing.join(
            '. ',
          )}. The service itself stays as it is.`,
        );
      }
      const { targets, rulesTotal = 0, state } = latest?.alerts ?? {};
      const verified = state !== 'unconfigured';
      if (verified) {
        ctx.logger.info(
          `Verified: ${
            targets?.up ?? 0
          } targets scraped, ${rulesTotal} alert rules loaded, none fires`,
        );
      }
      ctx.output('verified', verified);
      ctx.output('targets', targets?.up ?? 0);
      ctx.output('rules', rulesTotal);
    },
  });
}
