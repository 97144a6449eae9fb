/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { renderPlatformObjects } from '../../testing/renderPlatformObjects';

const pods = (name: string) => ({
  podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
});
const tcp = (...ports: number[]) =>
  ports.map(port => ({ protocol: 'TCP', port }));

const basket = makeService({
  name: 'basket',
  runtime: { dependencies: [{ ref: 'resource:redis' }] },
});

function limited(scope: string) {
  return makeService({
    name: 'tollgate',
    runtime: { traffic: { rateLimit: { rps: 37, scope } } },
  });
}

function policies(
  services: ReturnType<typeof makeService>[],
  platform: object = {},
): Record<string, any> {
  const objects = renderPlatformObjects(makeModel(services, platform));
  return Object.fromEntries(
    Object.entries(objects)
      .filter(([name]) => name.startsWith('NetworkPolicy/'))
      .map(([name, { spec }]) => [name.slice('NetworkPolicy/'.length), spec]),
  );
}

describe('the network policies of a platform', () => {
  it('refuse everything both ways, in the mesh and without one', () => {
    for (const injection of [true, false]) {
      expect(policies([makeService()], { mesh: { injection } })).toEqual({
        'default-deny': { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      });
    }
  });

  it('let the callers of a resource reach it, and its members each other', () => {
    const { 'redis-allow-callers': redis } = policies([
      makeService({ runtime: { dependencies: [{ ref: 'resource:redis' }] } }),
      basket,
    ]);
    expect(redis).toMatchObject({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'redis' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [pods('basket'), pods('checkout')], ports: tcp(6379) },
        { from: [pods('redis')] },
        { ports: tcp(15020, 15090) },
      ],
    });
    expect(redis.egress).toHaveLength(3);
    expect(redis.egress[2]).toEqual({ to: [pods('redis')] });
  });

  it('say nothing of a proxy where pods have none', () => {
    const { 'redis-allow-callers': redis } = policies([basket], {
      mesh: { injection: false },
    });
    expect(redis.ingress).toHaveLength(2);
    expect(redis.egress).toHaveLength(2);
  });

  it('let limited services reach the rate limit service, and it its counters', () => {
    const {
      'ratelimit-allow-callers': ratelimit,
      'redis-allow-callers': redis,
    } = policies([limited('global'), basket]);
    expect(ratelimit.ingress[0]).toEqual({
      from: [pods('tollgate')],
      ports: tcp(8081),
    });
    expect(ratelimit.egress).toContainEqual({
      to: [pods('redis')],
      ports: tcp(6379),
    });
    expect(redis.ingress[0].from).toEqual([pods('basket'), pods('ratelimit')]);
  });

  it.each([
    ['limits of single pods', limited('pod'), {}],
    ['no mesh', limited('global'), { mesh: { injection: false } }],
  ])('know no rate limit service with %s', (_, service, platform) => {
    expect(Object.keys(policies([service], platform))).toEqual([
      'default-deny',
    ]);
  });
});
