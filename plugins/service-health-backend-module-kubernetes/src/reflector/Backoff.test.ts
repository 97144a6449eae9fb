/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Backoff } from './Backoff';

const almostOne = () => 0.999999;

describe('Backoff', () => {
  it('doubles its ceiling up to the cap', () => {
    const backoff = new Backoff({
      baseMs: 1_000,
      capMs: 60_000,
      random: almostOne,
    });
    const delays = Array.from({ length: 8 }, () => backoff.next());
    expect(delays).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
    ]);
  });

  it('begins again after a reset', () => {
    const backoff = new Backoff({
      baseMs: 1_000,
      capMs: 60_000,
      random: almostOne,
    });
    backoff.next();
    backoff.next();
    backoff.reset();
    expect(backoff.next()).toBe(1_000);
  });

  it('spreads delays over the whole range below the ceiling', () => {
    const backoff = new Backoff({
      baseMs: 1_000,
      capMs: 60_000,
      random: () => 0.25,
    });
    expect([backoff.next(), backoff.next()]).toEqual([250, 500]);
  });

  it('stays finite after thousands of failures', () => {
    const backoff = new Backoff({
      baseMs: 1_000,
      capMs: 60_000,
      random: almostOne,
    });
    for (let i = 0; i < 5_000; i++) {
      backoff.next();
    }
    expect(backoff.next()).toBe(60_000);
  });
});
