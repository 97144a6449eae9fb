/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { connectionsOf } from '../render/connections';
import { makeModel, makeService } from '../testing/builders';
import { edgesFrom, edgesTo } from './edges';

const ledger = makeService({
  name: 'ledger',
  runtime: {
    ports: [
      { name: 'tcp-debug', port: 7011, expose: 'none' },
      { name: 'grpc', port: 7017, targetPort: 17017, api: 'ledger-api' },
      { name: 'http-admin', port: 7019 },
    ],
  },
});

function caller(dependencies: unknown[], name = 'checkout') {
  return makeService({ name, runtime: { dependencies } });
}

/** What an edge leads to, in short. */
function targets(dependencies: unknown[]) {
  const checkout = caller(dependencies);
  return edgesFrom(checkout, makeModel([checkout, ledger])).map(
    ({ callee, port, targetPort, scheme }) =>
      `${callee} ${port}>${targetPort} ${scheme}`,
  );
}

describe('edgesFrom', () => {
  it.each([
    [
      'to the first port that others may call',
      [{ ref: 'component:ledger' }],
      ['component:default/ledger 7017>17017 grpc'],
    ],
    [
      'to the port that is asked for',
      [{ ref: 'component:ledger', port: 7019 }],
      ['component:default/ledger 7019>7019 http'],
    ],
    [
      'through an API to the service behind it',
      [{ ref: 'api:default/ledger-api' }],
      ['component:default/ledger 7017>17017 grpc'],
    ],
    [
      'to the endpoint of a resource',
      [{ ref: 'resource:redis' }],
      ['resource:default/redis 6379>6379 redis'],
    ],
    [
      'once to a port that two entries name',
      [{ ref: 'component:ledger' }, { ref: 'api:ledger-api' }],
      ['component:default/ledger 7017>17017 grpc'],
    ],
    [
      'in the order of the spec',
      [
        { ref: 'resource:redis' },
        { ref: 'component:ledger', port: 7019 },
        { ref: 'component:ledger' },
      ],
      [
        'resource:default/redis 6379>6379 redis',
        'component:default/ledger 7019>7019 http',
        'component:default/ledger 7017>17017 grpc',
      ],
    ],
  ])('leads %s', (_, dependencies, expected) => {
    expect(targets(dependencies)).toEqual(expected);
  });

  it.each([
    ['nothing serves', 'component:nowhere'],
    ['is the service itself', 'component:checkout'],
    ['is of a kind that nobody calls', 'group:shop-team'],
    ['is no reference', 'ledger'],
  ])('leaves out what %s', (_, ref) => {
    expect(targets([{ ref }])).toEqual([]);
  });

  it('does not lead to a port that only the pod itself may call', () => {
    expect(targets([{ ref: 'component:ledger', port: 7011 }])).toEqual([
      'component:default/ledger 7017>17017 grpc',
    ]);
  });

  it.each(['cronjob', 'job'])('does not lead to a %s', kind => {
    const task = makeService({
      name: 'sweep',
      runtime: { workload: { kind }, ports: [{ port: 7023 }] },
    });
    const checkout = caller([{ ref: 'component:sweep' }]);
    expect(edgesFrom(checkout, makeModel([checkout, task]))).toEqual([]);
  });

  it('says the protocol of the port', () => {
    const beacon = makeService({
      name: 'beacon',
      runtime: { ports: [{ name: 'tcp', port: 7029, protocol: 'UDP' }] },
    });
    const checkout = caller([{ ref: 'component:beacon' }]);
    expect(edgesFrom(checkout, makeModel([checkout, beacon]))).toEqual([
      expect.objectContaining({ port: 7029, protocol: 'UDP', host: 'beacon' }),
    ]);
  });
});

describe('edgesTo', () => {
  const toLedger = [
    { ref: 'component:ledger', port: 7019 },
    { ref: 'component:ledger', port: 7017 },
  ];
  const storefront = caller(toLedger, 'storefront');
  const basket = caller([{ ref: 'component:ledger' }], 'basket');
  const model = makeModel([storefront, ledger, basket]);

  it('finds the callers of a service, sorted by name', () => {
    expect(
      edgesTo(ledger, model).map(edge => [edge.caller.name, edge.port]),
    ).toEqual([
      ['basket', 7017],
      ['storefront', 7019],
      ['storefront', 7017],
    ]);
  });

  it('finds the callers of a resource', () => {
    const checkout = caller([{ ref: 'resource:redis' }]);
    expect(
      edgesTo(
        { entityRef: 'resource:default/redis' },
        makeModel([checkout, ledger]),
      ).map(edge => [edge.caller.name, edge.port]),
    ).toEqual([['checkout', 6379]]);
  });

  it('finds nobody where nobody calls', () => {
    expect(edgesTo(storefront, model)).toEqual([]);
  });

  it('answers for each model by itself', () => {
    expect(edgesTo(ledger, makeModel([basket, ledger]))).toHaveLength(1);
    expect(edgesTo(ledger, model)).toHaveLength(3);
  });
});

describe('connectionsOf', () => {
  it('gives each dependency a variable, two of one port too', () => {
    const checkout = caller([
      { ref: 'component:ledger' },
      { ref: 'api:ledger-api' },
      { ref: 'resource:redis', env: 'CACHE' },
      { ref: 'component:nowhere' },
    ]);
    const model = makeModel([checkout, ledger]);
    expect(
      connectionsOf({
        model,
        service: checkout,
        environment: model.system.spec.environments[0],
      }),
    ).toEqual([
      {
        variable: 'LEDGER_URL',
        url: 'grpc://ledger.shop-platform.svc.cluster.local:7017',
      },
      {
        variable: 'LEDGER_API_URL',
        url: 'grpc://ledger.shop-platform.svc.cluster.local:7017',
      },
      {
        variable: 'CACHE',
        url: 'redis://redis.shop-platform.svc.cluster.local:6379',
      },
    ]);
  });
});
