/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from './fc';
import { RETRY_CONDITIONS } from '../../rules/trafficRules';
import { compact, maybe, whole } from './texts';

/** A duration of the mesh that is that many milliseconds long. */
export function meshDuration(milliseconds: number): string {
  return milliseconds % 1000 === 0
    ? `${milliseconds / 1000}s`
    : `${milliseconds}ms`;
}

const retries = () =>
  fc.record({
    attempts: whole(0, 4),
    perTry: fc.oneof(whole(100, 2000), fc.constantFrom(1000, 3000)),
    on: fc.subarray([...RETRY_CONDITIONS, '503'], { minLength: 1 }),
    idempotentOnly: fc.boolean(),
  });

const circuitBreaker = () =>
  fc
    .record({
      maxConnections: maybe(whole(1, 5000)),
      connectTimeout: maybe(whole(1, 9000).map(meshDuration)),
      maxPendingRequests: maybe(whole(1, 5000)),
      maxRequests: maybe(whole(1, 5000)),
      maxRetries: maybe(whole(0, 50)),
      consecutive5xx: maybe(whole(3, 50)),
      consecutiveGatewayErrors: maybe(whole(1, 3)),
      interval: maybe(fc.constantFrom('1s', '90s', '2m', '1500ms')),
      ejection: maybe(fc.constantFrom('15s', '3m', '1h')),
      maxEjectionPercent: maybe(whole(1, 100)),
      minHealthPercent: maybe(whole(0, 100)),
    })
    .map(compact);

export const rateLimit = () =>
  fc
    .record({
      rps: whole(1, 5000),
      more: maybe(whole(0, 5000)),
      scope: fc.constantFrom('pod', 'global'),
      failOpen: maybe(fc.boolean()),
    })
    .map(({ more, rps, ...rest }) => ({
      rps,
      ...compact({
        ...rest,
        burst: more === undefined ? undefined : rps + more,
      }),
    }));

/** How requests are carried, how pods go, and how long the two take together. */
export interface TrafficDraft {
  traffic: object;
  drainSeconds: number;
  graceSeconds: number;
  timeoutMilliseconds: number;
}

/** Times that leave room for each other. */
export const traffic = (): fc.Arbitrary<TrafficDraft> =>
  fc
    .record({
      retries: retries(),
      spare: whole(0, 4000),
      circuitBreaker: maybe(circuitBreaker()),
      rateLimit: maybe(rateLimit()),
      drainSeconds: whole(0, 30),
      spareGrace: whole(0, 40),
    })
    .map(draft => {
      const { attempts, perTry, ...rest } = draft.retries;
      const timeoutMilliseconds = perTry * (attempts + 1) + draft.spare;
      return {
        timeoutMilliseconds,
        drainSeconds: draft.drainSeconds,
        graceSeconds:
          draft.drainSeconds +
          Math.ceil(timeoutMilliseconds / 1000) +
          5 +
          draft.spareGrace,
        traffic: compact({
          timeout: meshDuration(timeoutMilliseconds),
          retries: { ...rest, attempts, perTry: meshDuration(perTry) },
          circuitBreaker: draft.circuitBreaker,
          rateLimit: draft.rateLimit,
        }),
      };
    });
