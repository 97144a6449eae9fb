/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderObjects } from '../../testing/renderObjects';

const LOCAL = 'EnvoyFilter/checkout-rate-limit';
const ACTIONS = 'EnvoyFilter/checkout-rate-limit-actions';

function patchesOf(name: string, runtime: object): any[] {
  return renderObjects(runtime)[name].spec.configPatches;
}

const limit = (rateLimit: object) => ({ traffic: { rateLimit } });

describe('a rate limit of each pod', () => {
  it('fills a bucket with rps and holds burst, for every request', () => {
    const [{ patch }] = patchesOf(LOCAL, limit({ rps: 37, burst: 53 }));
    expect(patch.operation).toBe('INSERT_BEFORE');
    expect(patch.value.typed_config).toMatchObject({
      '@type':
        'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
      token_bucket: {
        max_tokens: 53,
        tokens_per_fill: 37,
        fill_interval: '1s',
      },
      // Envoy's default for both is 0 percent: it would count and let all pass.
      filter_enabled: {
        default_value: { numerator: 100, denominator: 'HUNDRED' },
      },
      filter_enforced: {
        default_value: { numerator: 100, denominator: 'HUNDRED' },
      },
    });
  });

  it('holds rps where no burst is said', () => {
    const [{ patch }] = patchesOf(LOCAL, limit({ rps: 37 }));
    expect(patch.value.typed_config.token_bucket.max_tokens).toBe(37);
  });

  it('answers 429 and says when to come back', () => {
    const [{ patch }] = patchesOf(LOCAL, limit({ rps: 37 }));
    expect(patch.value.typed_config).toMatchObject({
      status: { code: 'TooManyRequests' },
      enable_x_ratelimit_headers: 'DRAFT_VERSION_03',
      response_headers_to_add: [{ header: { key: 'retry-after', value: '1' } }],
    });
  });

  it('counts on the ports of the pod that read requests', () => {
    const patches = patchesOf(LOCAL, {
      ...limit({ rps: 37 }),
      ports: [
        { port: 7013, targetPort: 17013 },
        { name: 'grpc', port: 7017 },
        { name: 'tcp-feed', port: 7019 },
        { name: 'http-debug', port: 7023, expose: 'none' },
      ],
    });
    expect(
      patches.map(({ applyTo, match, patch }) => [
        applyTo,
        match.context,
        match.listener.portNumber,
        patch.value.typed_config.rate_limited_as_resource_exhausted,
      ]),
    ).toEqual([
      ['HTTP_FILTER', 'SIDECAR_INBOUND', 17013, undefined],
      // Otherwise gRPC is told UNAVAILABLE, and tries again.
      ['HTTP_FILTER', 'SIDECAR_INBOUND', 7017, true],
    ]);
  });

  it('is about the pods of the service, after other filters', () => {
    expect(renderObjects(limit({ rps: 37 }))[LOCAL]).toMatchObject({
      apiVersion: 'networking.istio.io/v1alpha3',
      spec: {
        workloadSelector: {
          labels: { 'app.kubernetes.io/name': 'checkout' },
        },
        priority: 10,
      },
    });
  });

  it('has no second object', () => {
    expect(renderObjects(limit({ rps: 37 }))).not.toHaveProperty([ACTIONS]);
  });
});

describe('a rate limit of all pods together', () => {
  it('asks the rate limit service through the mesh', () => {
    const [{ patch }] = patchesOf(LOCAL, limit({ rps: 37, scope: 'global' }));
    expect(patch.value.typed_config).toMatchObject({
      '@type':
        'type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit',
      domain: 'checkout',
      rate_limit_service: {
        grpc_service: {
          envoy_grpc: {
            cluster_name:
              'outbound|8081||ratelimit.shop-platform.svc.cluster.local',
          },
        },
        transport_api_version: 'V3',
      },
    });
  });

  it.each([
    [undefined, false],
    [true, false],
    [false, true],
  ])('with failOpen %s refuses without an answer: %s', (failOpen, denies) => {
    const [{ patch }] = patchesOf(
      LOCAL,
      limit({ rps: 37, scope: 'global', failOpen }),
    );
    expect(patch.value.typed_config.failure_mode_deny).toBe(denies);
  });

  it.each([
    ['a second', { rps: 37 }, ['second']],
    [
      'a second, where the burst is no more than that',
      { rps: 37, burst: 31 },
      ['second'],
    ],
    [
      'a second and a minute, with a burst',
      { rps: 37, burst: 53 },
      ['second', 'minute'],
    ],
  ])('counts every request in %s', (_, rateLimit, windows) => {
    const [{ applyTo, match, patch }] = patchesOf(ACTIONS, {
      ports: [{ port: 7013, targetPort: 17013 }],
      ...limit({ ...rateLimit, scope: 'global' }),
    });
    expect([applyTo, match]).toEqual([
      'VIRTUAL_HOST',
      {
        context: 'SIDECAR_INBOUND',
        routeConfiguration: { portNumber: 17013 },
      },
    ]);
    expect(patch.value.rate_limits).toEqual(
      windows.map(descriptor_value => ({
        actions: [
          { generic_key: { descriptor_key: 'window', descriptor_value } },
        ],
      })),
    );
  });
});

describe('EnvoyFilters', () => {
  it.each([
    ['there is no limit', {}],
    [
      'there is no request to count',
      { ...limit({ rps: 37 }), ports: [{ name: 'tcp', port: 7019 }] },
    ],
  ])('are not there where %s', (_, runtime) => {
    expect(
      Object.keys(renderObjects(runtime)).filter(name =>
        name.startsWith('EnvoyFilter/'),
      ),
    ).toEqual([]);
  });
});
