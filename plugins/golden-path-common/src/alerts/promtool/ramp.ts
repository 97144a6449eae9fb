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

/**
 * Finds a jump after which every version of Prometheus sees a rate pass the
 * thresholds at the same sample. Up to version 2 a window of n intervals holds
 * n + 1 samples, since version 3 its older end is left out, and it holds n.
 *
 * @param options - `intervals` of the window; `base`, what the value was before;
 *   `most`, what it cannot be above
 */
export function rampOver(options: {
  intervals: number;
  base: number;
  thresholds: readonly number[];
  most?: number;
}): Ramp {
  const { intervals, base, thresholds, most = Infinity } = options;
  const highest = Math.max(...thresholds);
  const samples = (level: number, threshold: number, increments: number) =>
    Math.floor(((threshold - base) / (level - base)) * increments + 1e-9) + 1;
  const agrees = (level: number) =>
    thresholds.every(
      threshold =>
        samples(level, threshold, intervals) ===
        samples(level, threshold, intervals - 1),
    );
  const levels = FACTORS.map(factor => base + (highest - base) * factor).filter(
    level => level <= most,
  );
  const level = levels.find(agrees) ?? levels[0] ?? most;
  return {
    level,
    samplesUntil: threshold => samples(level, threshold, intervals),
  };
}
