/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { NOW } from '../testing/builders';
import {
  describeModelRules,
  describeServiceRules,
} from '../testing/describeRules';
import { findingsOfExample } from './examples';

const ROOT = 'spec.runtime.traffic.gateway';

const hosts = { gateway: { hosts: ['shop.example.com'] } };

const exposed = (port: number, gatewayPart = {}) => ({
  ports: [{ port, expose: 'gateway' }],
  traffic: { gateway: gatewayPart },
});

const gateway = (part: object) => exposed(7013, part);

const inEnvironment = (part: object) => ({
  environments: [{ name: 'stage', cluster: { name: 'stage-1' }, ...part }],
});

describeServiceRules('gateway rules', {
  'GP-GATEWAY-001': {
    bad: [
      ...[
        'https://a.example.com',
        'A.example.com',
        '*.example.com',
        'localhost',
        '10.0.0.1',
        'a..example.com',
        'a.example.com:8080',
      ].map((host): [object, string] => [
        gateway({ hosts: [host] }),
        `${ROOT}.hosts[0]`,
      ]),
      [
        gateway({ hosts: ['a.example.com', 'a.example.com'] }),
        `${ROOT}.hosts[1]`,
      ],
      ...['api', '', '/a b', '/a?b=1', '/a/*'].map(
        (pathPrefix): [object, string] => [
          gateway({ pathPrefix }),
          `${ROOT}.pathPrefix`,
        ],
      ),
    ],
    good: [
      gateway({ hosts: ['a.example.com', 'b.example.com'] }),
      gateway({ pathPrefix: '/api/v1/' }),
    ],
  },
  'GP-GATEWAY-002': {
    bad: [
      [
        {
          ports: [
            { port: 7013, expose: 'gateway' },
            { name: 'grpc', port: 7017, expose: 'gateway' },
          ],
        },
        'spec.runtime.ports[1].expose',
      ],
      [
        { ports: [{ name: 'tcp', port: 7013, expose: 'gateway' }] },
        'spec.runtime.ports[0].expose',
      ],
    ],
    good: [
      { ports: [{ name: 'grpc', port: 7013, expose: 'gateway' }] },
      {
        ports: [
          { name: 'tcp', port: 7017 },
          { port: 7013, expose: 'gateway' },
        ],
      },
    ],
  },
  'GP-GATEWAY-003': {
    bad: [
      [{ traffic: { gateway: { hosts: ['a.example.com'] } } }, ROOT],
      [{ traffic: { gateway: { pathPrefix: '/api' } } }, ROOT],
    ],
    good: [gateway({ hosts: ['a.example.com'] }), {}],
  },
});

describeModelRules('gateway rules, in a platform', {
  'GP-GATEWAY-004': {
    bad: [
      [{ runtime: exposed(7013) }, `${ROOT}.hosts`],
      [
        { runtime: exposed(7013), platform: inEnvironment({ hosts: [] }) },
        `${ROOT}.hosts`,
      ],
    ],
    good: [
      { runtime: exposed(7013, { hosts: ['a.example.com'] }) },
      { runtime: exposed(7013), platform: hosts },
      {
        runtime: exposed(7013),
        platform: inEnvironment({ hosts: ['stage.example.com'] }),
      },
      {},
    ],
  },
  'GP-GATEWAY-005': {
    bad: [
      [
        {
          runtime: exposed(7013),
          platform: hosts,
          others: { basket: exposed(7017) },
        },
        `${ROOT}.pathPrefix`,
      ],
      [
        {
          runtime: exposed(7013, { pathPrefix: '/api' }),
          platform: hosts,
          others: { basket: exposed(7017, { pathPrefix: '/api/' }) },
        },
        `${ROOT}.pathPrefix`,
      ],
      [
        {
          runtime: {
            ...exposed(7013, { pathPrefix: '/checkout' }),
            environments: {
              stage: { traffic: { gateway: { pathPrefix: '/basket' } } },
            },
          },
          platform: hosts,
          others: { basket: exposed(7017, { pathPrefix: '/basket' }) },
        },
        'spec.runtime.environments.stage.traffic.gateway.pathPrefix',
      ],
    ],
    good: [
      {
        runtime: exposed(7013, { pathPrefix: '/api' }),
        platform: hosts,
        others: { basket: exposed(7017) },
      },
      {
        runtime: exposed(7013, { hosts: ['a.example.com'] }),
        platform: hosts,
        others: { basket: exposed(7017) },
      },
      {
        runtime: exposed(7013),
        platform: hosts,
        others: { basket: { ports: [{ port: 7017 }] } },
      },
    ],
  },
  'GP-GATEWAY-006': {
    bad: [
      [
        {
          runtime: exposed(7013, { pathPrefix: '/api/checkout' }),
          platform: hosts,
          others: { zebra: exposed(7017, { pathPrefix: '/api' }) },
        },
        `${ROOT}.pathPrefix`,
      ],
    ],
    good: [
      {
        runtime: exposed(7013, { pathPrefix: '/api' }),
        platform: hosts,
        others: { basket: exposed(7017, { pathPrefix: '/' }) },
      },
      {
        runtime: exposed(7013, { pathPrefix: '/api/checkout' }),
        platform: { gateway: { ...hosts.gateway, type: 'ingress' } },
        others: { basket: exposed(7017, { pathPrefix: '/api' }) },
      },
    ],
  },
});

describe('GP-GATEWAY-005', () => {
  it('tells the later of two services alone', () => {
    const findings = findingsOfExample(
      {
        runtime: exposed(7013),
        platform: hosts,
        others: { basket: exposed(7017), wares: exposed(7019) },
      },
      NOW,
    ).filter(({ ruleId }) => ruleId === 'GP-GATEWAY-005');
    expect(
      findings.map(({ entityRef, related }) => [entityRef, related]),
    ).toEqual([
      ['component:default/checkout', ['component:default/basket']],
      ['component:default/wares', ['component:default/basket']],
    ]);
  });
});
