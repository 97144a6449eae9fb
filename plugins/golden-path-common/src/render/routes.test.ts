/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../testing/builders';
import { contextOf } from '../testing/renderObjects';
import { publicRoutesOf, routesOf } from './routes';

function routes(runtime: object) {
  const { http, tcp } = routesOf(makeService({ runtime }).spec);
  return {
    http: http.map(({ name, port, requests }) => [name, port.port, requests]),
    tcp: tcp.map(({ port }) => port),
  };
}

describe('routesOf', () => {
  it.each([
    [
      'what may be repeated apart from the rest',
      {},
      [
        ['idempotent', 7013, 'idempotent'],
        ['other', 7013, 'other'],
      ],
    ],
    [
      'all requests alike where all may be repeated',
      { traffic: { retries: { idempotentOnly: false } } },
      [['primary', 7013, 'all']],
    ],
    [
      'all requests alike where none is repeated',
      { traffic: { retries: { attempts: 0 } } },
      [['primary', 7013, 'other']],
    ],
    [
      'gRPC as requests that may not be repeated, because each is a POST',
      { ports: [{ name: 'grpc', port: 7017 }] },
      [['primary', 7017, 'other']],
    ],
    [
      'gRPC that may be repeated',
      {
        ports: [{ name: 'grpc', port: 7017 }],
        traffic: { retries: { idempotentOnly: false } },
      },
      [['primary', 7017, 'all']],
    ],
    [
      'each of several ports under its name',
      { ports: [{ port: 7013 }, { name: 'grpc-api', port: 7017 }] },
      [
        ['http-idempotent', 7013, 'idempotent'],
        ['http-other', 7013, 'other'],
        ['grpc-api-primary', 7017, 'other'],
      ],
    ],
  ])('routes %s', (_, runtime, expected) => {
    expect(routes(runtime)).toEqual({ http: expected, tcp: [] });
  });

  it('routes bytes by port', () => {
    expect(
      routes({
        ports: [
          { name: 'tcp-feed', port: 7019 },
          { name: 'http-odd', port: 7023, appProtocol: 'redis' },
        ],
      }),
    ).toEqual({ http: [], tcp: [7019, 7023] });
  });

  it('believes appProtocol before the name', () => {
    expect(
      routes({
        ports: [
          { name: 'tcp-odd', port: 7019, appProtocol: 'kubernetes.io/h2c' },
        ],
      }).http,
    ).toEqual([
      ['idempotent', 7019, 'idempotent'],
      ['other', 7019, 'other'],
    ]);
  });

  it('routes no port that only the pod may call, and no UDP', () => {
    expect(
      routes({
        ports: [
          { port: 7013, expose: 'none' },
          { name: 'tcp-feed', port: 7019, protocol: 'UDP' },
        ],
      }),
    ).toEqual({ http: [], tcp: [] });
  });

  it.each(['cronjob', 'job'])('routes nothing to a %s', kind => {
    expect(routes({ workload: { kind } })).toEqual({ http: [], tcp: [] });
  });
});

describe('publicRoutesOf', () => {
  const EXPOSED = { ports: [{ port: 7013, expose: 'gateway' }] };

  function namesOf(runtime: object, others: object[] = []) {
    const model = makeModel(
      [
        makeService({ runtime: { ...EXPOSED, ...runtime } }),
        ...others.map((other, index) =>
          makeService({
            name: `service-${index}`,
            runtime: { ...EXPOSED, ...other },
          }),
        ),
      ],
      { gateway: { hosts: ['shop.example.com'] } },
    );
    const { http } = publicRoutesOf(contextOf(model, 'checkout'));
    return http.map(({ name, requests }) => [name, requests]);
  }

  const split = [
    ['idempotent', 'idempotent'],
    ['other', 'other'],
  ];
  const below = (pathPrefix: string) => ({
    traffic: { gateway: { pathPrefix } },
  });

  it.each([
    ['alone on its host', {}, [], split],
    ['below a path of a shared host', below('/pay'), [{}], split],
    [
      'beside one on another host',
      {},
      [{ traffic: { gateway: { hosts: ['other.example.com'] } } }],
      split,
    ],
    [
      'beside one that is not exposed',
      {},
      [{ ports: [{ port: 7017 }] }],
      split,
    ],
    [
      'at the root of a shared host, whose other routes may be younger',
      {},
      [below('/pay')],
      [['primary', 'other']],
    ],
    [
      'at the root, repeated in any case',
      { traffic: { retries: { idempotentOnly: false } } },
      [below('/pay')],
      [['primary', 'all']],
    ],
  ])('routes requests to a service %s', (_, runtime, others, expected) => {
    expect(namesOf(runtime, others)).toEqual(expected);
  });
});
