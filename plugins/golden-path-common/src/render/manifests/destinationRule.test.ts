/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

describe('the DestinationRule', () => {
  it('limits connections, leaves failing pods out and warms new ones up', () => {
    expect(renderKind('DestinationRule')).toMatchObject({
      apiVersion: 'networking.istio.io/v1',
      spec: {
        host: 'checkout.shop-platform.svc.cluster.local',
        trafficPolicy: {
          connectionPool: {
            tcp: { maxConnections: 100, connectTimeout: '2s' },
            http: {
              http1MaxPendingRequests: 100,
              http2MaxRequests: 200,
              maxRetries: 10,
            },
          },
          loadBalancer: {
            simple: 'LEAST_REQUEST',
            warmup: { duration: '30s' },
          },
          outlierDetection: {
            consecutive5xxErrors: 5,
            consecutiveGatewayErrors: 3,
            interval: '10s',
            baseEjectionTime: '30s',
            maxEjectionPercent: 50,
            minHealthPercent: 25,
          },
        },
      },
    });
  });

  it('takes each number of the circuit breaker from the spec', () => {
    const { trafficPolicy } = renderKind('DestinationRule', {
      traffic: {
        circuitBreaker: {
          maxConnections: 101,
          connectTimeout: '7s',
          maxPendingRequests: 103,
          maxRequests: 107,
          maxRetries: 0,
          consecutive5xx: 11,
          consecutiveGatewayErrors: 13,
          interval: '17s',
          ejection: '1d',
          maxEjectionPercent: 19,
          minHealthPercent: 0,
        },
      },
    }).spec;
    expect(trafficPolicy).toMatchObject({
      connectionPool: {
        tcp: { maxConnections: 101, connectTimeout: '7s' },
        http: {
          http1MaxPendingRequests: 103,
          http2MaxRequests: 107,
          maxRetries: 0,
        },
      },
      outlierDetection: {
        consecutive5xxErrors: 11,
        consecutiveGatewayErrors: 13,
        interval: '17s',
        baseEjectionTime: '24h',
        maxEjectionPercent: 19,
        minHealthPercent: 0,
      },
    });
  });

  it('lets one of two pods be left out, and never both', () => {
    const { scale, trafficPolicy } = {
      scale: renderKind('HorizontalPodAutoscaler').spec,
      ...renderKind('DestinationRule').spec,
    };
    const { maxEjectionPercent } = trafficPolicy.outlierDetection;
    const leftOut = (scale.minReplicas * maxEjectionPercent) / 100;
    expect(leftOut).toBeGreaterThanOrEqual(1);
    expect(leftOut).toBeLessThan(scale.minReplicas);
  });

  it('does not say how to encrypt, which the mesh finds out by itself', () => {
    expect(renderKind('DestinationRule').spec.trafficPolicy).not.toHaveProperty(
      'tls',
    );
  });

  it('has no limits of requests where there are only bytes', () => {
    const { connectionPool } = renderKind('DestinationRule', {
      ports: [{ name: 'tcp', port: 7019 }],
    }).spec.trafficPolicy;
    expect(Object.keys(connectionPool)).toEqual(['tcp']);
  });

  it.each([
    ['a rolling release', {}, [['stable', { version: 'stable' }]]],
    [
      'a canary that does not exist yet',
      { strategy: 'canary' },
      [['stable', { version: 'stable' }]],
    ],
    [
      'a canary',
      { strategy: 'canary', canary: { image: { tag: '1.4.0' } } },
      [
        ['stable', { version: 'stable' }],
        ['canary', { version: 'canary' }],
      ],
    ],
    [
      'a Rollout, whose controller adds the hashes',
      { strategy: 'rollouts' },
      [
        ['stable', { 'app.kubernetes.io/name': 'checkout' }],
        ['canary', { 'app.kubernetes.io/name': 'checkout' }],
      ],
    ],
  ])('has the subsets of %s', (_, rollout, expected) => {
    const { subsets } = renderKind('DestinationRule', { rollout }).spec;
    expect(subsets.map(({ name, labels }: any) => [name, labels])).toEqual(
      expected,
    );
  });

  it.each([
    ['rolling', {}],
    ['canary', { strategy: 'canary', canary: { image: { tag: '1.4.0' } } }],
    ['rollouts', { strategy: 'rollouts' }],
  ])('finds pods for every subset that a route names (%s)', (_, rollout) => {
    const objects = renderObjects({ rollout });
    const pods = Object.values(objects).flatMap(({ spec }) =>
      spec?.template?.metadata ? [spec.template.metadata.labels] : [],
    );
    const { subsets } = objects['DestinationRule/checkout'].spec;
    const named = objects['VirtualService/checkout'].spec.http.flatMap(
      ({ route }: any) =>
        route.map(({ destination }: any) => destination.subset),
    );
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) {
      const { labels } = subsets.find((subset: any) => subset.name === name);
      expect(pods).toContainEqual(expect.objectContaining(labels));
    }
  });
});
