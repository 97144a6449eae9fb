/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { countField, durationField, pathField } from '../fields';

const retriesSchema = z.strictObject({
  attempts: z.int().default(2).meta({
    description: 'How often a failed request is tried again; 0 is never.',
    minimum: 0,
    maximum: 10,
  }),
  perTry: durationField('Time for each try.').default('3s'),
  on: z
    .array(z.string())
    .default([
      'connect-failure',
      'refused-stream',
      'unavailable',
      'cancelled',
      'reset',
      'gateway-error',
    ])
    .meta({
      description:
        "Envoy's conditions for a retry. Requests that may not be repeated use only connect-failure and refused-stream.",
    }),
  idempotentOnly: z.boolean().default(true).meta({
    description:
      'Whether only GET, HEAD and OPTIONS are retried on all conditions.',
  }),
});

/*
 * Pools are counted for each client's proxy, not for the service as a whole.
 */
const circuitBreakerSchema = z.strictObject({
  maxConnections: countField('TCP connections to the service.').default(100),
  connectTimeout: durationField('Time for a connection.').default('2s'),
  maxPendingRequests: countField(
    'Requests that wait for a connection.',
  ).default(100),
  maxRequests: countField('Requests under way at once.').default(200),
  maxRetries: countField('Retries under way at once.', 0).default(10),
  consecutive5xx: countField('5xx answers in a row that eject a pod.').default(
    5,
  ),
  consecutiveGatewayErrors: countField(
    '502, 503 or 504 answers in a row that eject a pod.',
  ).default(3),
  interval: durationField('Time between two looks at the pods.').default('10s'),
  ejection: durationField('Shortest time that a pod is left out.').default(
    '30s',
  ),
  maxEjectionPercent: z.int().default(50).meta({
    description: 'Share of the pods that may be left out at once, in percent.',
    minimum: 1,
    maximum: 100,
  }),
  minHealthPercent: z.int().default(25).meta({
    description:
      'Share of healthy pods under which nobody is left out any more, in percent.',
    minimum: 0,
    maximum: 100,
  }),
});

const rateLimitSchema = z.strictObject({
  rps: countField('Requests a second that are let through.'),
  burst: countField('Requests that may come at once. Default: rps.').optional(),
  scope: z.enum(['pod', 'global']).default('pod').meta({
    description:
      "`pod`: each pod lets rps through. `global`: all pods together, through the platform's rate limit service.",
  }),
  failOpen: z.boolean().default(true).meta({
    description:
      'Of a global limit: whether requests pass while the rate limit service is down.',
  }),
});

/** How the mesh carries requests to the service. */
export const trafficSchema = z.strictObject({
  timeout: durationField('Time after which a caller gets 504.').default('10s'),
  retries: retriesSchema
    .prefault({})
    .meta({ description: 'What the mesh tries again, and how often.' }),
  circuitBreaker: circuitBreakerSchema.prefault({}).meta({
    description:
      "What each caller's proxy lets through, and when it leaves out a pod.",
  }),
  rateLimit: rateLimitSchema.optional().meta({
    description: 'Above it callers get 429. Default: no limit.',
  }),
  gateway: z
    .strictObject({
      hosts: z.array(z.string()).default([]).meta({
        description:
          "Public host names. Default: those of the platform's gateway.",
      }),
      pathPrefix: pathField('Requests below this path.').default('/'),
    })
    .prefault({})
    .meta({ description: 'Of a port with `expose: gateway`.' }),
});
