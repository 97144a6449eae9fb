/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Places } from './places';

describe('Places', () => {
  it('runs no more jobs at once than it has places, and the others in order', async () => {
    const places = new Places(2);
    const ends: Array<() => void> = [];
    const begun: number[] = [];
    const jobs = [1, 2, 3, 4].map(number =>
      places.run(() => {
        begun.push(number);
        return new Promise<void>(resolve => ends.push(resolve));
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([1, 2]);
    ends[0]();
    await jobs[0];
    await Promise.resolve();
    expect(begun).toEqual([1, 2, 3]);
    ends[1]();
    ends[2]();
    await Promise.all([jobs[1], jobs[2]]);
    expect(begun).toEqual([1, 2, 3, 4]);
    ends[3]();
    await Promise.all(jobs);
  });

  it('frees the place of a job that fails', async () => {
    const places = new Places(1);
    await expect(
      places.run(async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await places.run(async () => 7)).toBe(7);
  });
});
