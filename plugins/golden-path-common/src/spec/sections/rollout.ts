/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { durationField } from '../fields';
import { canaryImageSchema } from './image';

const weightField = (description: string) =>
  z.int().meta({ description, minimum: 0, maximum: 100 });

/** How a new release replaces the old one. */
export const rolloutSchema = z.strictObject({
  strategy: z.enum(['rolling', 'canary', 'rollouts']).default('rolling').meta({
    description:
      '`rolling`: a Deployment replaces its pods. `canary`: a second Deployment gets a share of the requests while `canary.image` is set. `rollouts`: an Argo Rollout shifts the share step by step.',
  }),
  canary: z
    .strictObject({
      weight: weightField('Share of the requests, in percent.').default(10),
      image: canaryImageSchema.optional().meta({
        description: 'Release of the canary. Without it there is none.',
      }),
      steps: z
        .array(
          z.strictObject({
            weight: weightField('Share of the requests, in percent.'),
            pause: durationField(
              'Time before the next step. Default: until somebody promotes.',
            ).optional(),
          }),
        )
        .default([
          { weight: 10, pause: '5m' },
          { weight: 50, pause: '5m' },
        ])
        .meta({ description: 'Of strategy `rollouts`: how the share rises.' }),
    })
    .prefault({})
    .meta({ description: 'Of strategies `canary` and `rollouts`.' }),
  drainSeconds: z.int().default(10).meta({
    description: 'Time for callers to learn that a pod is going.',
    minimum: 0,
  }),
  graceSeconds: z.int().default(45).meta({
    description:
      'Time from the first signal to the kill: draining, running requests and 5 seconds.',
    minimum: 5,
  }),
});
