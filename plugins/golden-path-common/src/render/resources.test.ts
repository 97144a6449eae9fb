/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { lintPlatform } from '../lint/lintPlatform';
import { makeModel, makeService } from '../testing/builders';
import { backingResources } from './resources';

const cached = { dependencies: [{ ref: 'resource:redis' }] };
const limited = { traffic: { rateLimit: { rps: 37, scope: 'global' } } };

function resourcesOf(runtimes: object[], platform: object = {}) {
  return backingResources(
    makeModel(
      runtimes.map((runtime, index) =>
        makeService({ name: `service-${index}`, runtime }),
      ),
      platform,
    ),
  );
}

describe('backingResources', () => {
  it.each([
    ['nothing where nobody calls', [{}], []],
    [
      'a resource with its callers',
      [cached, {}, cached],
      [
        {
          name: 'redis',
          port: 6379,
          callers: ['service-0', 'service-2'],
          calls: [],
        },
      ],
    ],
    [
      'the rate limit service, which calls Redis',
      [limited, cached],
      [
        {
          name: 'ratelimit',
          port: 8081,
          callers: ['service-0'],
          calls: [{ name: 'redis', port: 6379 }],
        },
        {
          name: 'redis',
          port: 6379,
          callers: ['ratelimit', 'service-1'],
          calls: [],
        },
      ],
    ],
  ])('are %s', (_, runtimes, expected) => {
    expect(resourcesOf(runtimes)).toEqual(expected);
  });

  it('hold no rate limit service where no proxy could ask it', () => {
    expect(resourcesOf([limited], { mesh: { injection: false } })).toEqual([]);
  });

  it('are all known to the linter', () => {
    const model = makeModel([
      makeService({ runtime: { ...cached, ...limited } }),
    ]);
    const policies = /^(NetworkPolicy|AuthorizationPolicy|Sidecar)\//;
    expect(
      lintPlatform(model, { environment: 'stage' }).filter(({ path }) =>
        policies.test(path),
      ),
    ).toEqual([]);
  });
});
