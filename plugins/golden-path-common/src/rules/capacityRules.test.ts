/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  describeModelRules,
  describeServiceRules,
} from '../testing/describeRules';

const memory = { request: '260Mi', limit: '510Mi' };

/*
 * The service of the examples has up to 5 pods, 7 while it is released, with
 * 250m of 500m CPU and 260Mi of 510Mi memory each.
 */
const withQuota = (quota: object) => ({
  platform: {
    environments: [
      {
        name: 'stage',
        cluster: { name: 'stage-1' },
        quota: {
          pods: 99,
          cpu: { requests: '99', limits: '99' },
          memory: { requests: '99Gi', limits: '99Gi' },
          ...quota,
        },
      },
    ],
    mesh: { injection: false },
  },
});

const QUOTA = 'spec.platform.environments[0].quota';

describeServiceRules('capacity rules', {
  'GP-SCALE-001': {
    bad: [
      [{ replicas: 3, scale: { min: 3, max: 7 } }, 'spec.runtime.replicas'],
    ],
    good: [{ replicas: 3 }, { scale: { min: 3, max: 7 } }],
  },
  'GP-SCALE-002': {
    bad: [[{ scale: { min: 7, max: 3 } }, 'spec.runtime.scale.min']],
    good: [{ scale: { min: 3, max: 7 } }],
  },
  'GP-SCALE-003': {
    bad: [
      [{ scale: { min: 1, max: 7 } }, 'spec.runtime.scale.min'],
      [{ tier: 1, replicas: 1 }, 'spec.runtime.replicas'],
      [{ tier: 3, replicas: 0 }, 'spec.runtime.replicas'],
    ],
    good: [
      { tier: 3, replicas: 1 },
      { scale: { min: 2, max: 7 } },
      { tier: 1, ports: [], workload: { kind: 'job' } },
    ],
  },
  'GP-SCALE-004': {
    bad: [[{ scale: { min: 3, max: 3 } }, 'spec.runtime.scale']],
    good: [{ scale: { min: 3, max: 4 } }],
  },
  'GP-SCALE-005': {
    bad: [
      [{ scale: { cpu: 9 } }, 'spec.runtime.scale.cpu'],
      [{ scale: { cpu: 96 } }, 'spec.runtime.scale.cpu'],
      [{ scale: { memory: 101 } }, 'spec.runtime.scale.memory'],
    ],
    good: [{ scale: { cpu: 10, memory: 95 } }],
  },
  'GP-RES-001': {
    bad: [
      [
        { resources: { memory: { ...memory, request: '400m' } } },
        'spec.runtime.resources.memory.request',
      ],
      [
        { resources: { memory: { ...memory, limit: '512M' } } },
        'spec.runtime.resources.memory.limit',
      ],
      [
        { resources: { memory, ephemeral: { request: 'some' } } },
        'spec.runtime.resources.ephemeral.request',
      ],
    ],
    good: [{ resources: { memory: { request: '1Gi', limit: '1.5Gi' } } }],
  },
  'GP-RES-002': {
    bad: [
      [
        { resources: { memory, cpu: { request: '9m' } } },
        'spec.runtime.resources.cpu.request',
      ],
      [
        { resources: { memory, cpu: { limit: '250' } } },
        'spec.runtime.resources.cpu.limit',
      ],
      [
        { resources: { memory, cpu: { request: '1Gi', limit: '2' } } },
        'spec.runtime.resources.cpu.request',
      ],
    ],
    good: [{ resources: { memory, cpu: { request: '10m', limit: '64' } } }],
  },
  'GP-RES-003': {
    bad: [
      [
        { resources: { memory: { request: '1Gi', limit: '1023Mi' } } },
        'spec.runtime.resources.memory',
      ],
      [
        { resources: { memory, cpu: { request: '0.7', limit: '500m' } } },
        'spec.runtime.resources.cpu',
      ],
    ],
    good: [{ resources: { memory: { request: '1Gi', limit: '1024Mi' } } }],
  },
  'GP-RES-004': {
    bad: [
      [
        { resources: { memory: { request: '256Mi', limit: '513Mi' } } },
        'spec.runtime.resources.memory',
      ],
    ],
    good: [{ resources: { memory: { request: '256Mi', limit: '512Mi' } } }],
  },
  'GP-SCALE-006': {
    bad: [
      [{}, 'spec.runtime.scale'],
      [
        {
          scale: { cpu: 79 },
          resources: { memory, cpu: { request: '1', limit: '1' } },
        },
        'spec.runtime.scale',
      ],
    ],
    good: [
      { replicas: 3 },
      {
        scale: { cpu: 80 },
        resources: { memory, cpu: { request: '1', limit: '1' } },
      },
      { ports: [], workload: { kind: 'job' } },
    ],
  },
});

describeModelRules('capacity rules, in a platform', {
  'GP-QUOTA-001': {
    bad: [
      [withQuota({ pods: 6 }), `${QUOTA}.pods`],
      [
        withQuota({ cpu: { requests: '1740m', limits: '99' } }),
        `${QUOTA}.cpu.requests`,
      ],
      [
        withQuota({ cpu: { requests: '1', limits: '3490m' } }),
        `${QUOTA}.cpu.limits`,
      ],
      [
        withQuota({ memory: { requests: '1819Mi', limits: '99Gi' } }),
        `${QUOTA}.memory.requests`,
      ],
      [
        withQuota({ memory: { requests: '1Gi', limits: '3569Mi' } }),
        `${QUOTA}.memory.limits`,
      ],
      // An environment's own scale counts there.
      [
        {
          ...withQuota({ pods: 9 }),
          runtime: { environments: { stage: { scale: { max: 8 } } } },
        },
        `${QUOTA}.pods`,
      ],
    ],
    good: [
      withQuota({
        pods: 7,
        cpu: { requests: '1750m', limits: '3500m' },
        memory: { requests: '1820Mi', limits: '3570Mi' },
      }),
      {
        ...withQuota({ pods: 3 }),
        runtime: {
          scale: { max: 50 },
          environments: { stage: { replicas: 2 } },
        },
      },
    ],
  },
});
