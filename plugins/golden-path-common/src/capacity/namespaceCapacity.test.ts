/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../testing/builders';
import {
  capacityAtMost,
  namespaceCapacity,
  podsAtMost,
} from './namespaceCapacity';

const canary = (weight: number) => ({
  rollout: {
    strategy: 'canary',
    canary: { weight, image: { tag: '1.4.0' } },
  },
});

describe('podsAtMost', () => {
  it.each([
    ['a quarter more of the largest scale', { scale: { max: 9 } }, 9 + 3],
    ['a quarter more of a fixed number', { replicas: 5 }, 5 + 2],
    ['one more of one', { tier: 3, replicas: 1 }, 2],
    [
      "a canary's share, and a quarter more of it",
      { scale: { max: 40 }, ...canary(20) },
      40 + 10 + (8 + 2),
    ],
    [
      'two pods of the smallest canary',
      { scale: { max: 4 }, ...canary(1) },
      4 + 1 + (2 + 1),
    ],
    ['one pod of a fixed canary', { replicas: 4, ...canary(50) }, 4 + 1 + 2],
    [
      'no canary without an image',
      { scale: { max: 4 }, rollout: { strategy: 'canary' } },
      5,
    ],
    [
      'all pods twice of a Rollout',
      { scale: { max: 7 }, rollout: { strategy: 'rollouts' } },
      14,
    ],
    [
      'no more of a StatefulSet',
      { scale: { max: 7 }, workload: { kind: 'statefulset' } },
      7,
    ],
    ['one of a Job', { ports: [], workload: { kind: 'job' } }, 1],
    [
      'one of a CronJob',
      { ports: [], workload: { kind: 'cronjob', schedule: '1 2 3 4 5' } },
      1,
    ],
    [
      'two of a CronJob whose runs may overlap',
      {
        ports: [],
        workload: {
          kind: 'cronjob',
          schedule: '1 2 3 4 5',
          concurrency: 'Allow',
        },
      },
      2,
    ],
  ])('counts %s', (_, runtime, expected) => {
    expect(podsAtMost(makeService({ runtime }).spec)).toBe(expected);
  });
});

const resources = {
  cpu: { request: '300m', limit: '0.7' },
  memory: { request: '1Gi', limit: '1.5Gi' },
};

describe('capacityAtMost', () => {
  it('multiplies what a pod asks for and may use', () => {
    const service = makeService({ runtime: { replicas: 3, resources } });
    const capacity = capacityAtMost(service);
    expect(capacity.pods).toBe(4);
    expect(capacity.cpu.requests).toBeCloseTo(1.2);
    expect(capacity.cpu.limits).toBeCloseTo(2.8);
    expect(capacity.memory).toEqual({
      requests: 4 * 2 ** 30,
      limits: 6 * 2 ** 30,
    });
  });
});

describe('namespaceCapacity', () => {
  const services = [
    makeService({ runtime: { replicas: 3, resources } }),
    makeService({
      name: 'basket',
      runtime: { ports: [{ port: 7017 }], replicas: 7 },
    }),
  ];

  it('adds up the services and the proxies of their pods', () => {
    const {
      total,
      proxies,
      services: parts,
    } = namespaceCapacity(makeModel(services));
    expect(parts.map(({ name, capacity }) => [name, capacity.pods])).toEqual([
      ['basket', 9],
      ['checkout', 4],
    ]);
    expect(total.pods).toBe(13);
    expect(proxies.cpu.requests).toBeCloseTo(1.3);
    expect(proxies.memory.limits).toBe(13 * 2 ** 30);
    expect(total.cpu.requests).toBeCloseTo(1.2 + 9 * 0.25 + 1.3);
    expect(total.memory.requests).toBe(
      4 * 2 ** 30 + 9 * 260 * 2 ** 20 + 13 * 128 * 2 ** 20,
    );
  });

  it('has no proxies without a mesh', () => {
    const { total } = namespaceCapacity(
      makeModel(services, { mesh: { injection: false } }),
    );
    expect(total.cpu.requests).toBeCloseTo(1.2 + 9 * 0.25);
  });
});
