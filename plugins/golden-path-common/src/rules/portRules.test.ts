/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  describeModelRules,
  describeServiceRules,
} from '../testing/describeRules';

describeServiceRules('port rules', {
  'GP-PORT-001': {
    bad: [
      [{ ports: [{ port: 80 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: 1023 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: 65536 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: 0 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: -1 }] }, 'spec.runtime.ports[0].port'],
      [
        { ports: [{ port: 7013, targetPort: 443 }] },
        'spec.runtime.ports[0].targetPort',
      ],
      [{ metrics: { port: 99 } }, 'spec.runtime.metrics.port'],
    ],
    good: [{ ports: [{ port: 1024 }] }, { ports: [{ port: 65535 }] }],
  },
  'GP-PORT-002': {
    bad: [
      [{ ports: [{ name: 'web', port: 7013 }] }, 'spec.runtime.ports[0].name'],
      [{ ports: [{ name: 'HTTP', port: 7013 }] }, 'spec.runtime.ports[0].name'],
      [
        { ports: [{ name: 'http-', port: 7013 }] },
        'spec.runtime.ports[0].name',
      ],
      [
        { ports: [{ name: 'http-abcdefghijk', port: 7013 }] },
        'spec.runtime.ports[0].name',
      ],
    ],
    good: [
      { ports: [{ name: 'grpc', port: 7013 }] },
      { ports: [{ name: 'http-abcdefghij', port: 7013 }] },
      {
        ports: [
          { port: 7013 },
          { name: 'udp-log', port: 7017, protocol: 'UDP' },
        ],
      },
    ],
  },
  'GP-PORT-003': {
    bad: [
      [
        { ports: [{ port: 7013 }, { port: 7017 }] },
        'spec.runtime.ports[1].name',
      ],
      [
        {
          ports: [
            { port: 7013, targetPort: 8081 },
            { name: 'grpc', port: 7013, targetPort: 8083 },
          ],
        },
        'spec.runtime.ports[1].port',
      ],
    ],
    good: [{ ports: [{ port: 7013 }, { name: 'grpc', port: 7017 }] }],
  },
  'GP-PORT-004': {
    bad: [
      [{ ports: [{ port: 9090 }] }, 'spec.runtime.ports[0].port'],
      [
        {
          ports: [
            { port: 7013 },
            { name: 'grpc', port: 7017, targetPort: 7013 },
          ],
        },
        'spec.runtime.ports[1].targetPort',
      ],
    ],
    good: [{ ports: [{ port: 9090 }], metrics: { port: 9191 } }],
  },
  'GP-PORT-005': {
    bad: [
      [{ ports: [{ port: 15000 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: 15090 }] }, 'spec.runtime.ports[0].port'],
      [{ metrics: { port: 15020 } }, 'spec.runtime.metrics.port'],
    ],
    good: [{ ports: [{ port: 14999 }] }, { ports: [{ port: 15091 }] }],
  },
  'GP-PORT-008': {
    bad: [
      [{ ports: [] }, 'spec.runtime.ports'],
      [{ ports: [], workload: { kind: 'statefulset' } }, 'spec.runtime.ports'],
    ],
    good: [
      { ports: [], workload: { kind: 'job' } },
      { ports: [], workload: { kind: 'cronjob', schedule: '1 2 3 4 5' } },
    ],
  },
  'GP-PORT-009': {
    bad: [
      [
        { ports: [{ name: 'tcp-log', port: 7013, protocol: 'UDP' }] },
        'spec.runtime.ports[0].protocol',
      ],
      [
        { ports: [{ name: 'udp', port: 7013 }] },
        'spec.runtime.ports[0].protocol',
      ],
    ],
    good: [
      { ports: [{ name: 'udp', port: 7013, protocol: 'UDP' }] },
      { ports: [{ name: 'tcp-udp', port: 7013 }] },
    ],
  },
  'GP-PORT-010': {
    bad: [
      [
        { ports: [{ port: 7013, appProtocol: 'rest' }] },
        'spec.runtime.ports[0].appProtocol',
      ],
      [
        { ports: [{ port: 7013, appProtocol: 'tcp' }] },
        'spec.runtime.ports[0].appProtocol',
      ],
      [
        { ports: [{ name: 'tcp', port: 7013, appProtocol: 'http' }] },
        'spec.runtime.ports[0].appProtocol',
      ],
    ],
    good: [
      { ports: [{ port: 7013, appProtocol: 'http2' }] },
      { ports: [{ name: 'grpc-in', port: 7013, appProtocol: 'grpc-web' }] },
      { ports: [{ name: 'tcp-cache', port: 7013, appProtocol: 'redis' }] },
    ],
  },
});

describeModelRules('port rules, in a platform', {
  'GP-PORT-006': {
    bad: [
      [
        { others: { basket: { ports: [{ port: 7013 }] } } },
        'spec.runtime.ports[0].port',
      ],
    ],
    good: [{ others: { basket: { ports: [{ port: 7017 }] } } }],
  },
  'GP-PORT-007': {
    bad: [
      [{ runtime: { ports: [{ port: 6999 }] } }, 'spec.runtime.ports[0].port'],
      [{ runtime: { ports: [{ port: 7100 }] } }, 'spec.runtime.ports[0].port'],
    ],
    good: [
      { runtime: { ports: [{ port: 7000 }] } },
      { runtime: { ports: [{ port: 7099 }] } },
    ],
  },
  'GP-PORT-011': {
    bad: [
      [
        { runtime: { ports: [{ port: 7013, api: 'nowhere-api' }] } },
        'spec.runtime.ports[0].api',
      ],
      [
        { runtime: { ports: [{ port: 7013, api: 'api:a/b/c' }] } },
        'spec.runtime.ports[0].api',
      ],
    ],
    good: [
      { runtime: { ports: [{ port: 7013, api: 'checkout-api' }] } },
      { runtime: { ports: [{ port: 7013, api: 'api:default/checkout-api' }] } },
    ],
  },
  'GP-PORT-012': {
    bad: [
      [
        {
          runtime: { ports: [{ port: 7013, api: 'checkout-api' }] },
          others: {
            basket: { ports: [{ port: 7017, api: 'api:checkout-api' }] },
          },
        },
        'spec.runtime.ports[0].api',
      ],
    ],
    good: [
      {
        runtime: { ports: [{ port: 7013, api: 'checkout-api' }] },
        others: { basket: { ports: [{ port: 7017, api: 'pricing-api' }] } },
      },
      // Two ports of one service may serve one API, as HTTP and as gRPC.
      {
        runtime: {
          ports: [
            { port: 7013, api: 'checkout-api' },
            { name: 'grpc', port: 7017, api: 'checkout-api' },
          ],
        },
      },
    ],
  },
});
