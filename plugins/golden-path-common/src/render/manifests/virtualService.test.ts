/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

const HOST = 'checkout.shop-platform.svc.cluster.local';

const EXPOSED = { ports: [{ port: 7013, expose: 'gateway' }] };
const GATEWAY = { gateway: { hosts: ['shop.example.com'] } };

function specOf(runtime: object = {}, platform: object = {}) {
  return renderKind('VirtualService', runtime, platform).spec;
}

/** Where the requests of each route go, in short. */
function destinationsOf(runtime: object): string[][] {
  const { http = [], tcp = [] } = specOf(runtime);
  return [...http, ...tcp].map(({ route }) =>
    route.map(
      ({ destination, weight }: any) =>
        `${destination.host}:${destination.port.number} ${destination.subset} ${weight}`,
    ),
  );
}

describe('the VirtualService', () => {
  it('is bound to the full host name, for callers in the mesh', () => {
    const { apiVersion, spec } = renderKind('VirtualService');
    expect(apiVersion).toBe('networking.istio.io/v1');
    expect(spec.hosts).toEqual([HOST]);
    expect(spec).not.toHaveProperty('gateways');
  });

  it('tries again what may be repeated, and the rest only if it never began', () => {
    const [idempotent, other] = specOf({
      traffic: {
        timeout: '17s',
        retries: { attempts: 3, perTry: '5s', on: ['5xx', 'reset'] },
      },
    }).http;
    expect(idempotent).toMatchObject({
      name: 'idempotent',
      match: [
        { method: { exact: 'GET' } },
        { method: { exact: 'HEAD' } },
        { method: { exact: 'OPTIONS' } },
      ],
      timeout: '17s',
      retries: { attempts: 3, perTryTimeout: '5s', retryOn: '5xx,reset' },
    });
    expect(other).toMatchObject({ name: 'other', timeout: '17s' });
    expect(other).not.toHaveProperty('match.0');
    // Without a limit for each try: nothing comes after one that is too slow.
    expect(other.retries).toEqual({
      attempts: 3,
      retryOn: 'connect-failure,refused-stream',
    });
  });

  it.each([
    ['HTTP', { ports: [{ port: 7013 }] }],
    ['gRPC', { ports: [{ name: 'grpc', port: 7013 }] }],
  ])(
    'says that %s is never tried again, which is not the default',
    (_, runtime) => {
      const { http } = specOf({
        ...runtime,
        traffic: { retries: { attempts: 0 } },
      });
      expect(http).toEqual([
        expect.objectContaining({ name: 'primary', retries: { attempts: 0 } }),
      ]);
    },
  );

  it('tries every request again where all may be repeated', () => {
    const { http } = specOf({
      traffic: { retries: { idempotentOnly: false } },
    });
    expect(http).toEqual([
      expect.objectContaining({
        name: 'primary',
        match: undefined,
        retries: {
          attempts: 2,
          perTryTimeout: '3s',
          retryOn:
            'connect-failure,refused-stream,unavailable,cancelled,reset,gateway-error',
        },
      }),
    ]);
  });

  it('tries a call of gRPC again only if it never began', () => {
    const { http } = specOf({ ports: [{ name: 'grpc', port: 7017 }] });
    expect(http).toEqual([
      expect.objectContaining({
        name: 'primary',
        retries: { attempts: 2, retryOn: 'connect-failure,refused-stream' },
      }),
    ]);
  });

  it('writes days as hours, since Istio knows none', () => {
    const { http } = specOf({
      traffic: { timeout: '2d', retries: { perTry: '1d' } },
    });
    expect(http[0]).toMatchObject({
      timeout: '48h',
      retries: { perTryTimeout: '24h' },
    });
  });

  it.each([
    [
      'all to the stable pods',
      {},
      [[`${HOST}:7013 stable 100`], [`${HOST}:7013 stable 100`]],
    ],
    [
      'all to the stable pods while a canary has no image',
      { rollout: { strategy: 'canary', canary: { weight: 13 } } },
      [[`${HOST}:7013 stable 100`], [`${HOST}:7013 stable 100`]],
    ],
    [
      'the share of a canary that exists',
      {
        rollout: {
          strategy: 'canary',
          canary: { weight: 13, image: { tag: '1.4.0' } },
        },
      },
      [
        [`${HOST}:7013 stable 87`, `${HOST}:7013 canary 13`],
        [`${HOST}:7013 stable 87`, `${HOST}:7013 canary 13`],
      ],
    ],
    [
      'weights that a Rollout takes over',
      { rollout: { strategy: 'rollouts', canary: { weight: 13 } } },
      [
        [`${HOST}:7013 stable 100`, `${HOST}:7013 canary 0`],
        [`${HOST}:7013 stable 100`, `${HOST}:7013 canary 0`],
      ],
    ],
    [
      'bytes by the same shares',
      {
        ports: [{ name: 'tcp', port: 7019 }],
        rollout: {
          strategy: 'canary',
          canary: { weight: 13, image: { tag: '1.4.0' } },
        },
      },
      [[`${HOST}:7019 stable 87`, `${HOST}:7019 canary 13`]],
    ],
  ])('sends %s', (_, runtime, expected) => {
    expect(destinationsOf(runtime)).toEqual(expected);
  });

  it('tells several ports apart, of bytes too', () => {
    const { http, tcp } = specOf({
      ports: [
        { name: 'grpc', port: 7017, targetPort: 17017 },
        { name: 'http-admin', port: 7019 },
        { name: 'tcp-feed', port: 7023 },
        { name: 'http-debug', port: 7029, expose: 'none' },
      ],
    });
    expect(http.map(({ name, match }: any) => [name, match])).toEqual([
      ['grpc-primary', [{ port: 7017 }]],
      [
        'http-admin-idempotent',
        [
          { port: 7019, method: { exact: 'GET' } },
          { port: 7019, method: { exact: 'HEAD' } },
          { port: 7019, method: { exact: 'OPTIONS' } },
        ],
      ],
      ['http-admin-other', [{ port: 7019 }]],
    ]);
    expect(tcp).toEqual([
      {
        match: [{ port: 7023 }],
        route: [
          {
            destination: {
              host: HOST,
              port: { number: 7023 },
              subset: 'stable',
            },
            weight: 100,
          },
        ],
      },
    ]);
  });

  it.each([
    ['a job', { workload: { kind: 'job' }, ports: [] }],
    ['what nobody may call', { ports: [{ port: 7013, expose: 'none' }] }],
    ['UDP', { ports: [{ name: 'tcp', port: 7013, protocol: 'UDP' }] }],
  ])('is not there for %s', (_, runtime) => {
    const objects = renderObjects(runtime);
    expect(objects).not.toHaveProperty(['VirtualService/checkout']);
    expect(objects).not.toHaveProperty(['DestinationRule/checkout']);
  });
});

describe('the VirtualService of the gateway', () => {
  const NAME = 'VirtualService/checkout-public';

  function publicOf(runtime: object = {}, platform: object = {}) {
    return renderObjects(
      { ...EXPOSED, ...runtime },
      { ...GATEWAY, ...platform },
    )[NAME]?.spec;
  }

  it('answers for the public hosts alone, and the mesh for none of them', () => {
    const objects = renderObjects(EXPOSED, GATEWAY);
    expect(objects[NAME].spec).toMatchObject({
      hosts: ['shop.example.com'],
      gateways: ['shop'],
      http: [{ name: 'idempotent' }, { name: 'other' }],
    });
    const inMesh = objects['VirtualService/checkout'].spec;
    expect(inMesh.hosts).toEqual([HOST]);
    expect(inMesh).not.toHaveProperty('gateways');
  });

  it('treats requests as the mesh does', () => {
    const runtime = {
      ...EXPOSED,
      rollout: {
        strategy: 'canary',
        canary: { weight: 13, image: { tag: '1.4.0' } },
      },
      traffic: { timeout: '17s', retries: { perTry: '5s' } },
    };
    const objects = renderObjects(runtime, GATEWAY);
    expect(objects[NAME].spec.http).toEqual(
      objects['VirtualService/checkout'].spec.http,
    );
  });

  it.each([
    ['its own', { gateway: { hosts: ['a.example.com'] } }, 'a.example.com'],
    ["the environment's", {}, 'b.example.com'],
  ])("takes %s hosts before the gateway's", (_, traffic, host) => {
    const { hosts } = publicOf(
      { traffic },
      {
        environments: [
          { name: 'stage', cluster: { name: 'a' }, hosts: ['b.example.com'] },
        ],
      },
    );
    expect(hosts).toEqual([host]);
  });

  it.each([['/search'], ['/search/']])(
    'takes requests below %s, by whole segments',
    pathPrefix => {
      const { http } = publicOf({
        traffic: { gateway: { pathPrefix }, retries: { attempts: 0 } },
      });
      expect(http[0].match).toEqual([
        { uri: { exact: '/search' } },
        { uri: { prefix: '/search/' } },
      ]);
    },
  );

  it('takes each method on each path', () => {
    const { http } = publicOf({ traffic: { gateway: { pathPrefix: '/pay' } } });
    expect(http[0].match).toHaveLength(6);
    expect(http[0].match).toContainEqual({
      uri: { prefix: '/pay/' },
      method: { exact: 'HEAD' },
    });
    expect(http[1].match).toHaveLength(2);
  });

  it("leads to the exposed port and no other, whose number is not the gateway's", () => {
    const { http, ...others } = publicOf({
      ports: [
        { name: 'http-admin', port: 7011 },
        { port: 7013, expose: 'gateway' },
        { name: 'tcp-feed', port: 7023 },
      ],
      traffic: { retries: { attempts: 0 } },
    });
    expect(others).not.toHaveProperty('tcp');
    expect(http).toEqual([
      expect.objectContaining({ name: 'primary', match: undefined }),
    ]);
    expect(http[0].route[0].destination.port.number).toBe(7013);
  });

  it.each([
    [
      'an Ingress brings the requests',
      {},
      { gateway: { ...GATEWAY.gateway, type: 'ingress' } },
    ],
    ['nothing is exposed', { ports: [{ port: 7013 }] }, {}],
    ['there is no host', {}, { gateway: { hosts: [] } }],
    [
      'the port carries bytes',
      { ports: [{ name: 'tcp', port: 7013, expose: 'gateway' }] },
      {},
    ],
  ])('is not there where %s', (_, runtime, platform) => {
    expect(publicOf(runtime, platform)).toBeUndefined();
  });
});
