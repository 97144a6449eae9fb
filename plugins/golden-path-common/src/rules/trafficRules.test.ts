/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeServiceRules } from '../testing/describeRules';

describeServiceRules('traffic rules', {
  'GP-TRAFFIC-001': {
    bad: [
      [{ traffic: { timeout: '10' } }, 'spec.runtime.traffic.timeout'],
      [{ traffic: { timeout: '0s' } }, 'spec.runtime.traffic.timeout'],
      [{ traffic: { timeout: '1d' } }, 'spec.runtime.traffic.timeout'],
      [
        { traffic: { retries: { perTry: '3sec' } } },
        'spec.runtime.traffic.retries.perTry',
      ],
      [
        { traffic: { circuitBreaker: { connectTimeout: '' } } },
        'spec.runtime.traffic.circuitBreaker.connectTimeout',
      ],
      [
        { traffic: { circuitBreaker: { interval: '1.5s' } } },
        'spec.runtime.traffic.circuitBreaker.interval',
      ],
      [
        { traffic: { circuitBreaker: { ejection: '-1s' } } },
        'spec.runtime.traffic.circuitBreaker.ejection',
      ],
    ],
    good: [
      { traffic: { timeout: '1h', retries: { perTry: '700ms' } } },
      { traffic: { circuitBreaker: { interval: '1ms', ejection: '3m' } } },
    ],
  },
  'GP-TRAFFIC-002': {
    bad: [
      [{ traffic: { timeout: '8999ms' } }, 'spec.runtime.traffic.timeout'],
      [
        { traffic: { retries: { attempts: 3 } } },
        'spec.runtime.traffic.timeout',
      ],
      [
        {
          traffic: {
            timeout: '3s',
            retries: { attempts: 1, perTry: '1501ms' },
          },
        },
        'spec.runtime.traffic.timeout',
      ],
    ],
    good: [
      { traffic: { timeout: '9s' } },
      {
        traffic: { timeout: '3s', retries: { attempts: 1, perTry: '1500ms' } },
      },
      // 0.1 s three times is 0.30000000000000004 s in floating point.
      { traffic: { timeout: '300ms', retries: { perTry: '100ms' } } },
      { traffic: { timeout: '1s', retries: { attempts: 0 } } },
    ],
  },
  'GP-TRAFFIC-003': {
    bad: [
      [
        { traffic: { retries: { on: ['reset', 'timeout'] } } },
        'spec.runtime.traffic.retries.on[1]',
      ],
      [
        { traffic: { retries: { on: ['reset', '5xx', 'reset'] } } },
        'spec.runtime.traffic.retries.on[2]',
      ],
      [
        { traffic: { retries: { on: ['200'] } } },
        'spec.runtime.traffic.retries.on[0]',
      ],
      [{ traffic: { retries: { on: [] } } }, 'spec.runtime.traffic.retries.on'],
    ],
    good: [
      { traffic: { retries: { on: ['5xx', '503', 'resource-exhausted'] } } },
      { traffic: { retries: { attempts: 0, on: [] } } },
    ],
  },
  'GP-TRAFFIC-004': {
    bad: [
      [
        { traffic: { retries: { idempotentOnly: false } } },
        'spec.runtime.traffic.retries.idempotentOnly',
      ],
    ],
    good: [
      {
        traffic: {
          retries: { idempotentOnly: false, on: ['connect-failure'] },
        },
      },
      { traffic: { retries: { idempotentOnly: false, attempts: 0 } } },
    ],
  },
  'GP-TRAFFIC-005': {
    bad: [
      [
        { traffic: { retries: { attempts: -1 } } },
        'spec.runtime.traffic.retries.attempts',
      ],
      [
        { traffic: { timeout: '1m', retries: { attempts: 11 } } },
        'spec.runtime.traffic.retries.attempts',
      ],
      [
        { traffic: { circuitBreaker: { maxConnections: 0 } } },
        'spec.runtime.traffic.circuitBreaker.maxConnections',
      ],
      [
        { traffic: { circuitBreaker: { maxEjectionPercent: 101 } } },
        'spec.runtime.traffic.circuitBreaker.maxEjectionPercent',
      ],
      [
        { traffic: { circuitBreaker: { minHealthPercent: -1 } } },
        'spec.runtime.traffic.circuitBreaker.minHealthPercent',
      ],
      [
        { traffic: { rateLimit: { rps: 0 } } },
        'spec.runtime.traffic.rateLimit.rps',
      ],
    ],
    good: [
      {
        traffic: {
          retries: { attempts: 0 },
          circuitBreaker: { maxRetries: 0, minHealthPercent: 0 },
        },
      },
      { traffic: { rateLimit: { rps: 1, burst: 1 } } },
    ],
  },
  'GP-TRAFFIC-006': {
    bad: [
      [
        { traffic: { rateLimit: { rps: 51, burst: 50 } } },
        'spec.runtime.traffic.rateLimit.burst',
      ],
    ],
    good: [
      { traffic: { rateLimit: { rps: 50, burst: 50 } } },
      { traffic: { rateLimit: { rps: 50 } } },
    ],
  },
  'GP-TRAFFIC-007': {
    bad: [
      [
        { traffic: { circuitBreaker: { consecutive5xx: 2 } } },
        'spec.runtime.traffic.circuitBreaker.consecutiveGatewayErrors',
      ],
    ],
    good: [{ traffic: { circuitBreaker: { consecutive5xx: 3 } } }],
  },
  'GP-TRAFFIC-008': {
    bad: [
      [
        { traffic: { rateLimit: { rps: 50 } } },
        'spec.runtime.traffic.rateLimit.scope',
      ],
    ],
    good: [
      { traffic: { rateLimit: { rps: 50, scope: 'global' } } },
      { replicas: 3, traffic: { rateLimit: { rps: 50 } } },
    ],
  },
});
