/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { rampOver } from './ramp';

/** The sample at which a rate over so many intervals is above a threshold. */
function passedAt(
  intervals: number,
  base: number,
  level: number,
  threshold: number,
): number {
  for (let samples = 1; samples <= intervals; samples++) {
    const rate = base + ((level - base) * samples) / intervals;
    if (rate > threshold + 1e-12) return samples;
  }
  throw new Error('never');
}

describe('rampOver', () => {
  it.each([
    ['the usual errors', 8, 0, [0.05, 0.02], 1],
    ['errors of nearly all requests', 8, 0, [0.9, 0.07], 1],
    ['the usual resources', 8, 0.4, [0.9, 0.8], undefined],
    ['resources far apart', 8, 0.175, [0.97, 0.35], undefined],
    ['a window of five samples', 5, 0, [0.03, 0.01], undefined],
  ])(
    'passes %s at the sample that it says',
    (_, intervals, base, thresholds, most) => {
      const ramp = rampOver({ intervals, base, thresholds, most });
      expect(ramp.level).toBeGreaterThan(Math.max(...thresholds));
      expect(ramp.level).toBeLessThanOrEqual(most ?? Infinity);
      for (const threshold of thresholds) {
        expect(ramp.samplesUntil(threshold)).toBe(
          passedAt(intervals, base, ramp.level, threshold),
        );
      }
    },
  );

  const pairs = [0.01, 0.02, 0.03, 0.05, 0.07, 0.11, 0.5, 0.9, 0.99].flatMap(
    (critical, index, all) =>
      all.slice(0, index).map(warning => [critical, warning]),
  );

  it.each(pairs)(
    'jumps from %d and %d to a number of requests, and is clearly above or below both',
    (...thresholds) => {
      const requests = 1200;
      const { level, samplesUntil } = rampOver({
        intervals: 8,
        base: 0,
        thresholds,
        most: 1,
        possible: value => (2 * Math.round((value * requests) / 2)) / requests,
      });
      expect((level * requests) % 2).toBeCloseTo(0, 9);
      for (const threshold of thresholds) {
        const before = (level * (samplesUntil(threshold) - 1)) / 8;
        const after = (level * samplesUntil(threshold)) / 8;
        expect(threshold - before).toBeGreaterThan(1e-9);
        expect(after - threshold).toBeGreaterThan(1e-9);
      }
    },
  );

  it('passes the usual thresholds at one sample in every version of Prometheus', () => {
    const ramp = rampOver({ intervals: 8, base: 0, thresholds: [0.05, 0.02] });
    for (const threshold of [0.05, 0.02]) {
      expect(passedAt(7, 0, ramp.level, threshold)).toBe(
        ramp.samplesUntil(threshold),
      );
    }
  });

  it('jumps to the most there can be where nothing above it would do', () => {
    expect(
      rampOver({ intervals: 8, base: 0, thresholds: [0.97], most: 1 }).level,
    ).toBe(1);
  });
});
