/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { pause, retryDelay } from './time';

describe('retryDelay', () => {
  it.each([
    [1, 2_000],
    [2, 4_000],
    [3, 8_000],
    [4, 10_000],
    [19, 10_000],
    [20, 30_000],
    [1_000_000, 30_000],
  ])('after %s failures is at most %s ms', (failures, most) => {
    expect(retryDelay(failures, () => 1)).toBe(most);
  });

  it('uses the whole range below, until the breaker opens', () => {
    expect(retryDelay(3, () => 0)).toBe(0);
    expect(retryDelay(20, () => 0)).toBe(30_000);
  });
});

describe('pause', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ends at its time and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    const remove = jest.spyOn(signal, 'removeEventListener');
    const paused = pause(1_000, signal);
    await jest.advanceTimersByTimeAsync(1_000);
    await paused;
    expect(remove).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends at once on abort and leaves no timer behind', async () => {
    const controller = new AbortController();
    const paused = pause(1_000, controller.signal);
    controller.abort();
    await paused;
    expect(jest.getTimerCount()).toBe(0);
    await pause(1_000, controller.signal);
  });
});
