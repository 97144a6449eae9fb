/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { meshSeconds, outOfRange } from './syntax';
import { isServing, scaleOf } from '../spec/serviceSpec';
import { ServiceRule, Violation } from './types';

const ROOT = 'spec.runtime.traffic';

/** @internal */
export const trafficDuration: ServiceRule = {
  id: 'GP-TRAFFIC-001',
  severity: 'error',
  scope: 'service',
  title: 'Times of the mesh are durations above nothing, in ms, s, m or h',
  why: "The mesh refuses the whole object otherwise, and reads nothing as 'for ever'.",
  fields: [
    `${ROOT}.timeout`,
    `${ROOT}.retries.perTry`,
    `${ROOT}.circuitBreaker.connectTimeout`,
    `${ROOT}.circuitBreaker.interval`,
    `${ROOT}.circuitBreaker.ejection`,
  ],
  example: { runtime: { traffic: { timeout: '5' } } },
  check: ({ spec: { traffic } }) => {
    const { circuitBreaker } = traffic;
    return [
      ['timeout', traffic.timeout],
      ['retries.perTry', traffic.retries.perTry],
      ['circuitBreaker.connectTimeout', circuitBreaker.connectTimeout],
      ['circuitBreaker.interval', circuitBreaker.interval],
      ['circuitBreaker.ejection', circuitBreaker.ejection],
    ]
      .filter(([, text]) => meshSeconds(text) === undefined)
      .map(([field, text]) => ({
        path: `${ROOT}.${field}`,
        message: `'${ROOT}.${field}' is '${text}', which is no duration of the mesh`,
        fix: 'Write a number and a unit, as 10s or 500ms.',
      }));
  },
};

/** @internal */
export const trafficBudget: ServiceRule = {
  id: 'GP-TRAFFIC-002',
  severity: 'error',
  scope: 'service',
  title: 'The timeout leaves time for every try',
  why: 'The mesh gives up when the timeout is over: tries that do not fit into it are never made.',
  fields: [`${ROOT}.timeout`],
  example: { runtime: { traffic: { timeout: '5s' } } },
  check: ({ spec: { traffic } }) => {
    const { attempts, perTry } = traffic.retries;
    const timeout = meshSeconds(traffic.timeout);
    const each = meshSeconds(perTry);
    if (timeout === undefined || each === undefined || attempts < 1) {
      return [];
    }
    // A thousandth is the finest unit; sums of them must not fail by rounding.
    const needed = Math.round(each * (attempts + 1) * 1000) / 1000;
    return timeout >= needed
      ? []
      : [
          {
            path: `${ROOT}.timeout`,
            message: `'${ROOT}.timeout' is '${traffic.timeout}', but ${
              attempts + 1
            } tries of '${perTry}' take ${needed} seconds`,
            fix: `Allow at least ${needed} seconds, or fewer or shorter tries.`,
          },
        ];
  },
};

/**
 * What Envoy retries on, by HTTP and by gRPC, as Istio accepts it
 * (istio.io/istio pkg/config/validation, supportedRetryOnPolicies).
 *
 * @internal
 */
export const RETRY_CONDITIONS: ReadonlySet<string> = new Set([
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
]);

/** @internal */
export const retryCondition: ServiceRule = {
  id: 'GP-TRAFFIC-003',
  severity: 'error',
  scope: 'service',
  title: 'Retries happen on conditions that Envoy knows, each once',
  why: 'An unknown word is silently no condition at all in some versions, and refused in others.',
  fields: [`${ROOT}.retries.on`],
  example: { runtime: { traffic: { retries: { on: ['timeout'] } } } },
  check: ({ spec }) => {
    const { on, attempts } = spec.traffic.retries;
    if (attempts > 0 && on.length === 0) {
      return [
        {
          path: `${ROOT}.retries.on`,
          message: `'${ROOT}.retries.on' is an empty list with ${attempts} attempts`,
          fix: 'Name a condition, or set attempts to 0.',
        },
      ];
    }
    return on.flatMap((condition, index) => {
      const isKnown =
        RETRY_CONDITIONS.has(condition) || /^[45]\d\d$/.test(condition);
      const path = `${ROOT}.retries.on[${index}]`;
      return isKnown && on.indexOf(condition) === index
        ? []
        : [
            {
              path,
              message: `'${path}' is '${condition}', which ${
                isKnown ? 'is there already' : 'Envoy does not know'
              }`,
              fix: isKnown
                ? 'Remove one of the two.'
                : `Take one of ${[...RETRY_CONDITIONS].join(
                    ', ',
                  )}, or a status as 503.`,
            },
          ];
    });
  },
};

/** Conditions under which no other side has begun to work on the request. */
const NEVER_SENT = new Set([
  'connect-failure',
  'refused-stream',
  'reset-before-request',
]);

/** @internal */
export const retryWrites: ServiceRule = {
  id: 'GP-TRAFFIC-004',
  severity: 'warning',
  scope: 'service',
  title:
    'Requests that change something are retried only if they never arrived',
  why: 'An order that is sent again after an error may be placed twice.',
  fields: [`${ROOT}.retries.idempotentOnly`],
  example: { runtime: { traffic: { retries: { idempotentOnly: false } } } },
  check: ({ spec }) => {
    const { on, attempts, idempotentOnly } = spec.traffic.retries;
    const unsafe = on.filter(condition => !NEVER_SENT.has(condition));
    return idempotentOnly || attempts === 0 || unsafe.length === 0
      ? []
      : [
          {
            path: `${ROOT}.retries.idempotentOnly`,
            message: `'${ROOT}.retries.idempotentOnly' is false, so POST is sent again on ${unsafe.join(
              ', ',
            )}`,
            fix: 'Leave it true, or make sure that the service knows a request again.',
          },
        ];
  },
};

/** @internal */
export const trafficRange: ServiceRule = {
  id: 'GP-TRAFFIC-005',
  severity: 'error',
  scope: 'service',
  title: 'Counts and percentages of the mesh lie in their range',
  why: 'Outside, the mesh refuses the object, or takes 0 for no limit.',
  fields: [
    `${ROOT}.retries.attempts`,
    `${ROOT}.circuitBreaker`,
    `${ROOT}.rateLimit`,
  ],
  example: {
    runtime: { traffic: { circuitBreaker: { maxEjectionPercent: 120 } } },
  },
  check: ({ spec: { traffic } }) => {
    const { circuitBreaker, retries, rateLimit } = traffic;
    const violations: Violation[] = outOfRange(
      `${ROOT}.retries.attempts`,
      retries.attempts,
      0,
      10,
    );
    for (const [field, value] of Object.entries(circuitBreaker)) {
      if (typeof value === 'number') {
        const isPercent = field.endsWith('Percent');
        violations.push(
          ...outOfRange(
            `${ROOT}.circuitBreaker.${field}`,
            value,
            field === 'maxRetries' || field === 'minHealthPercent' ? 0 : 1,
            isPercent ? 100 : 1_000_000,
          ),
        );
      }
    }
    return [
      ...violations,
      ...outOfRange(`${ROOT}.rateLimit.rps`, rateLimit?.rps, 1, 1_000_000),
      ...outOfRange(`${ROOT}.rateLimit.burst`, rateLimit?.burst, 1, 10_000_000),
    ];
  },
};

/** @internal */
export const rateLimitBurst: ServiceRule = {
  id: 'GP-TRAFFIC-006',
  severity: 'error',
  scope: 'service',
  title: 'A burst is at least what a second lets through',
  why: 'The bucket holds the burst: a smaller one caps every second below the rate that is declared.',
  fields: [`${ROOT}.rateLimit.burst`],
  example: { runtime: { traffic: { rateLimit: { rps: 50, burst: 7 } } } },
  check: ({ spec: { traffic } }) => {
    const { rps = 0, burst } = traffic.rateLimit ?? {};
    return burst === undefined || burst >= rps
      ? []
      : [
          {
            path: `${ROOT}.rateLimit.burst`,
            message: `'${ROOT}.rateLimit.burst' is ${burst}, below '${ROOT}.rateLimit.rps' of ${rps}`,
            fix: `Allow at least ${rps}, or leave the field out.`,
          },
        ];
  },
};

/** @internal */
export const ejectionOrder: ServiceRule = {
  id: 'GP-TRAFFIC-007',
  severity: 'warning',
  scope: 'service',
  title: 'Gateway errors eject a pod no later than other 5xx answers',
  why: 'Gateway errors count as 5xx too: a higher number for them is never reached.',
  fields: [`${ROOT}.circuitBreaker.consecutiveGatewayErrors`],
  example: {
    runtime: { traffic: { circuitBreaker: { consecutiveGatewayErrors: 9 } } },
  },
  check: ({ spec: { traffic } }) => {
    const { consecutive5xx, consecutiveGatewayErrors } = traffic.circuitBreaker;
    const path = `${ROOT}.circuitBreaker.consecutiveGatewayErrors`;
    return consecutiveGatewayErrors <= consecutive5xx
      ? []
      : [
          {
            path,
            message: `'${path}' is ${consecutiveGatewayErrors}, above '${ROOT}.circuitBreaker.consecutive5xx' of ${consecutive5xx}`,
            fix: `Lower it to ${consecutive5xx} or less.`,
          },
        ];
  },
};

/** @internal */
export const rateLimitScope: ServiceRule = {
  id: 'GP-TRAFFIC-008',
  severity: 'info',
  scope: 'service',
  title: 'A rate limit of pods grows with their number',
  why: 'Each pod counts for itself: what the service as a whole lets through is the rate times its pods.',
  fields: [`${ROOT}.rateLimit.scope`],
  example: { runtime: { traffic: { rateLimit: { rps: 50 } } } },
  check: ({ spec }) => {
    const { rateLimit } = spec.traffic;
    const scale = scaleOf(spec);
    return rateLimit?.scope === 'pod' &&
      scale.type === 'autoscaled' &&
      isServing(spec)
      ? [
          {
            path: `${ROOT}.rateLimit.scope`,
            message: `'${ROOT}.rateLimit.scope' is 'pod': ${scale.min} to ${
              scale.max
            } pods let ${scale.min * rateLimit.rps} to ${
              scale.max * rateLimit.rps
            } requests a second through`,
            fix: "Nothing, if that is meant; else take scope 'global'.",
          },
        ]
      : [];
  },
};

/** @internal */
export const trafficRules = [
  trafficDuration,
  trafficBudget,
  retryCondition,
  retryWrites,
  trafficRange,
  rateLimitBurst,
  ejectionOrder,
  rateLimitScope,
];
