/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '@openpolicy/plugin-golden-path-common';
import { modelsWith } from './random';

/** Platforms of so many services each, as often as one asks. */
const platforms = (sizes: number[]) => (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      ({
        services: Array(sizes[index % sizes.length]).fill({}),
      } as unknown as PlatformModel),
  );

describe('modelsWith', () => {
  it.each([
    ['stops at the platform that makes it enough', 7, [3, 3, 3], 3],
    ['takes one platform if that is enough', 3, [5], 1],
    ['asks for more platforms while they are too small', 9, [1], 9],
  ])('%s', (_, count, sizes, expected) => {
    const models = modelsWith(platforms(sizes), { count, seed: 1 });
    expect(models).toHaveLength(expected);
  });

  it('hands on the seed', () => {
    const seeds: number[] = [];
    modelsWith(
      (count, seed) => {
        seeds.push(seed);
        return platforms([4])(count);
      },
      { count: 2, seed: 17 },
    );
    expect(seeds).toEqual([17]);
  });
});
