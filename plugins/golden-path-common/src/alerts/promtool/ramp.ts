/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * How a rate over a window answers to a jump: by as many samples as it takes
 * until enough of the window lies behind the jump.
 */
export interface Ramp {
  /** What the value jumps to. */
  level: number;
  /** Samples from the jump until the rate is above a threshold, the first is 1. */
  samplesUntil(threshold: number): number;
}

/** From a jump that takes half the window to notice, to shorter and longer ones. */
const FACTORS = [
  1.7, 1.75, 1.6, 1.8, 1.5, 1.9, 1.4, 2.2, 2.6, 1.3, 3.2, 1.2, 4, 1.1,
];

/** Where none of these will do: shares of the way from the threshold to the most. */
const SHARES = [1, 0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1];

/** How close to a threshold a rate may come, in samples. */
const CLEARANCE = 1e-6;

/**
 * Finds a jump after which every version of Prometheus sees a rate pass the
 * thresholds at the same sample. Up to version 2 a window of n intervals holds
 * n + 1 samples, since version 3 its older end is left out, and it holds n. Where
 * there is no such jump, the samples are those of version 2.
 *
 * @param options - `intervals` of the window; `base`, what the value was before;
 *   `most`, what it cannot be above; `possible`, the next value that the series of
 *   a test can have, if they cannot have every one
 */
export function rampOver(options: {
  intervals: number;
  base: number;
  thresholds: readonly number[];
  most?: number;
  possible?(level: number): number;
}): Ramp {
  const {
    intervals,
    base,
    thresholds,
    most = Infinity,
    possible = level => level,
  } = options;
  const highest = Math.max(...thresholds);
  const share = (level: number, threshold: number, increments: number) =>
    ((threshold - base) / (level - base)) * increments;
  const samples = (level: number, threshold: number, increments: number) =>
    Math.floor(share(level, threshold, increments) + CLEARANCE) + 1;
  // A rate that is as good as a threshold is above it or not, as it is rounded.
  const isClear = (level: number, increments: number) =>
    thresholds.every(threshold => {
      const exact = share(level, threshold, increments);
      return Math.abs(exact - Math.round(exact)) > CLEARANCE;
    });
  const agrees = (level: number) =>
    isClear(level, intervals) &&
    isClear(level, intervals - 1) &&
    thresholds.every(
      threshold =>
        samples(level, threshold, intervals) ===
        samples(level, threshold, intervals - 1),
    );
  const levels = [
    ...FACTORS.map(factor => base + (highest - base) * factor),
    ...(most < Infinity
      ? SHARES.map(part => highest + (most - highest) * part)
      : []),
  ]
    .map(possible)
    .filter(level => level > highest && level <= most);
  const level =
    levels.find(agrees) ??
    levels.find(candidate => isClear(candidate, intervals)) ??
    most;
  return {
    level,
    samplesUntil: threshold => samples(level, threshold, intervals),
  };
}
