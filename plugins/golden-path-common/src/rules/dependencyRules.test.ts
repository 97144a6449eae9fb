/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { NOW } from '../testing/builders';
import { findingsOfExample } from './examples';
import {
  describeModelRules,
  describeServiceRules,
} from '../testing/describeRules';

const halfPrivate = {
  ports: [{ port: 7017 }, { name: 'http-admin', port: 7019, expose: 'none' }],
};

describeServiceRules('dependency rules', {
  'GP-DEP-001': {
    bad: [
      [
        { dependencies: [{ ref: 'redis' }] },
        'spec.runtime.dependencies[0].ref',
      ],
      [
        { dependencies: [{ ref: 'group:default/shop-team' }] },
        'spec.runtime.dependencies[0].ref',
      ],
      [
        {
          dependencies: [{ ref: 'resource:redis' }, { ref: 'Resource:redis' }],
        },
        'spec.runtime.dependencies[1].ref',
      ],
    ],
    good: [{ dependencies: [{ ref: 'resource:redis' }] }],
  },
  'GP-DEP-002': {
    bad: [
      [
        { dependencies: [{ ref: 'component:checkout' }] },
        'spec.runtime.dependencies[0].ref',
      ],
    ],
    good: [{ dependencies: [{ ref: 'component:elsewhere/checkout' }] }],
  },
  'GP-DEP-003': {
    bad: [
      [
        { dependencies: [{ ref: 'resource:redis', timeout: '3' }] },
        'spec.runtime.dependencies[0].timeout',
      ],
      [
        { dependencies: [{ ref: 'resource:redis', timeout: '0s' }] },
        'spec.runtime.dependencies[0].timeout',
      ],
    ],
    good: [{ dependencies: [{ ref: 'resource:redis', timeout: '300ms' }] }],
  },
  'GP-DEP-007': {
    bad: [
      [
        { dependencies: [{ ref: 'resource:redis', timeout: '10s' }] },
        'spec.runtime.dependencies[0].timeout',
      ],
      [
        {
          traffic: { timeout: '9001ms' },
          dependencies: [
            { ref: 'resource:redis', timeout: '9s' },
            { ref: 'component:ledger', timeout: '1m' },
          ],
        },
        'spec.runtime.dependencies[1].timeout',
      ],
    ],
    good: [
      { dependencies: [{ ref: 'resource:redis', timeout: '9999ms' }] },
      { dependencies: [{ ref: 'resource:redis' }] },
      {
        ports: [],
        workload: { kind: 'job' },
        dependencies: [{ ref: 'resource:redis', timeout: '5m' }],
      },
    ],
  },
});

describeModelRules('dependency rules, in a platform', {
  'GP-DEP-004': {
    bad: [
      [
        { runtime: { dependencies: [{ ref: 'component:nowhere' }] } },
        'spec.runtime.dependencies[0].ref',
      ],
    ],
    good: [{ runtime: { dependencies: [{ ref: 'resource:redis' }] } }],
  },
  'GP-DEP-005': {
    bad: [
      [
        { runtime: { dependencies: [{ ref: 'resource:redis', port: 6380 }] } },
        'spec.runtime.dependencies[0].port',
      ],
      [
        {
          runtime: { dependencies: [{ ref: 'component:basket', port: 7018 }] },
          others: { basket: { ports: [{ port: 7017 }] } },
        },
        'spec.runtime.dependencies[0].port',
      ],
    ],
    good: [
      { runtime: { dependencies: [{ ref: 'resource:redis', port: 6379 }] } },
      // Another rule tells about a private port.
      {
        runtime: { dependencies: [{ ref: 'component:basket', port: 7019 }] },
        others: { basket: halfPrivate },
      },
    ],
  },
  'GP-DEP-008': {
    bad: [
      [
        {
          runtime: { dependencies: [{ ref: 'component:basket', port: 7019 }] },
          others: { basket: halfPrivate },
        },
        'spec.runtime.dependencies[0].port',
      ],
      [
        {
          runtime: { dependencies: [{ ref: 'component:basket' }] },
          others: { basket: { ports: [{ port: 7017, expose: 'none' }] } },
        },
        'spec.runtime.dependencies[0].ref',
      ],
      [
        {
          runtime: { dependencies: [{ ref: 'api:pricing-api' }] },
          others: {
            basket: {
              ports: [{ port: 7017, expose: 'none', api: 'pricing-api' }],
            },
          },
        },
        'spec.runtime.dependencies[0].ref',
      ],
    ],
    good: [
      {
        runtime: { dependencies: [{ ref: 'component:basket' }] },
        others: { basket: halfPrivate },
      },
    ],
  },
  'GP-DEP-009': {
    bad: [
      [
        {
          runtime: { dependencies: [{ ref: 'component:sweep' }] },
          others: { sweep: { ports: [], workload: { kind: 'job' } } },
        },
        'spec.runtime.dependencies[0].ref',
      ],
    ],
    good: [
      {
        runtime: {
          ports: [],
          workload: { kind: 'job' },
          dependencies: [{ ref: 'component:basket' }],
        },
        others: { basket: { ports: [{ port: 7017 }] } },
      },
    ],
  },
  'GP-DEP-010': {
    bad: [
      [
        { runtime: { dependencies: [{ ref: 'api:pricing-api' }] } },
        'spec.runtime.dependencies[0].ref',
      ],
    ],
    good: [
      { runtime: { dependencies: [{ ref: 'component:nowhere' }] } },
      {
        runtime: { dependencies: [{ ref: 'api:pricing-api' }] },
        others: { basket: { ports: [{ port: 7017, api: 'pricing-api' }] } },
      },
      // These two have findings of their own.
      {
        runtime: { dependencies: [{ ref: 'component:basket' }] },
        others: { basket: { ports: [{ port: 7017, expose: 'none' }] } },
      },
      {
        runtime: { dependencies: [{ ref: 'component:sweep' }] },
        others: { sweep: { ports: [], workload: { kind: 'job' } } },
      },
    ],
  },
});

describe('GP-DEP-006', () => {
  const calls = (ref: string, port: number) => ({
    ports: [{ port }],
    dependencies: [{ ref: `component:${ref}` }],
  });

  it('reports a circle once, and who only calls into it not at all', () => {
    const findings = findingsOfExample(
      {
        runtime: calls('ledger', 7013),
        others: {
          ledger: calls('pricing', 7017),
          pricing: calls('checkout', 7019),
          reader: calls('checkout', 7023),
        },
      },
      NOW,
    ).filter(({ severity }) => severity !== 'info');
    expect(findings).toEqual([
      expect.objectContaining({
        ruleId: 'GP-DEP-006',
        entityRef: 'component:default/checkout',
        path: 'spec.runtime.dependencies',
        related: ['component:default/ledger', 'component:default/pricing'],
      }),
    ]);
  });
});
