/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { pause } from '@openpolicy/plugin-service-health-node/upstream';
import { Poller } from './Poller';

describe('Poller', () => {
  let controller: AbortController;

  beforeEach(() => {
    jest.useFakeTimers();
    controller = new AbortController();
  });

  afterEach(() => {
    controller.abort();
    jest.useRealTimers();
  });

  /** Starts a poller and returns the seconds at which it polled, as they come. */
  function start(poll: (count: number) => Promise<boolean>, random = 0.5) {
    const at: number[] = [];
    const startedAt = performance.now();
    void Poller.create({ intervalMs: 5_000, random: () => random }).run({
      signal: controller.signal,
      poll: () => {
        at.push(Math.round((performance.now() - startedAt) / 100) / 10);
        return poll(at.length);
      },
    });
    return at;
  }

  it('polls at once and then at its interval', async () => {
    const at = start(async () => true);
    await jest.advanceTimersByTimeAsync(16_000);
    expect(at).toEqual([0, 5, 10, 15]);
  });

  it.each([
    [0, [0, 4.5, 9]],
    [1, [0, 5.5, 11]],
  ])('spreads replicas by jitter of %s', async (random, expected) => {
    const at = start(async () => true, random);
    await jest.advanceTimersByTimeAsync(11_000);
    expect(at).toEqual(expected);
  });

  it('never has two polls under way', async () => {
    const at = start(async () => {
      await pause(7_000, controller.signal);
      return true;
    });
    await jest.advanceTimersByTimeAsync(22_000);
    expect(at).toEqual([0, 7, 14, 21]);
  });

  it('leaves no timer behind when it is told to end', async () => {
    start(async () => true);
    await jest.advanceTimersByTimeAsync(1_000);
    controller.abort();
    await jest.advanceTimersByTimeAsync(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is never faster while it fails, slower after 20 failures, and normal after success', async () => {
    const at = start(async count => count > 21);
    await jest.advanceTimersByTimeAsync(200_000);
    const gaps = at.slice(1).map((time, i) => Math.round(time - at[i]));
    expect(gaps.slice(0, 19).every(gap => gap === 5)).toBe(true);
    expect(gaps.slice(19, 21)).toEqual([30, 30]);
    expect(gaps.slice(21, 23)).toEqual([5, 5]);
  });
});
