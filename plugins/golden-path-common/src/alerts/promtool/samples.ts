/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Values of a series over the time of a test, in promtool's notation. Times are
 * in seconds since the start; the first sample is at 0.
 */

/** What a series does until a moment, which is not part of it. */
export interface Phase {
  until: number;
  /** Of a gauge; undefined where there is no sample. */
  value: number | undefined;
}

/** A gauge that holds a value in each phase. */
export function gauge(step: number, ...phases: Phase[]): string {
  return spans(step, phases)
    .map(({ count, value }) =>
      value === undefined ? `_x${count}` : run(value, count),
    )
    .join(' ');
}

/** A counter that begins at 0 and grows by `value` at each sample of a phase. */
export function counter(
  step: number,
  ...phases: Array<{ until: number; value: number }>
): string {
  let total = 0;
  const parts: string[] = [];
  for (const { count, value } of spans(step, phases)) {
    // The first sample of all is where the counter begins.
    const first = parts.length === 0 ? 0 : round(total + value);
    parts.push(
      count === 1 ? `${first}` : `${first}+${round(value)}x${count - 1}`,
    );
    total = first + value * (count - 1);
  }
  return parts.join(' ');
}

/** A time of a test as promtool reads it. */
export function evalTime(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

function spans<T extends Phase>(step: number, phases: readonly T[]) {
  let from = 0;
  return phases.flatMap(({ until, value }) => {
    const count = Math.ceil((until - from) / step);
    from = until;
    return count > 0 ? [{ count, value: value as T['value'] }] : [];
  });
}

/** `ax3` is four times a. */
function run(value: number, count: number): string {
  return count === 1 ? `${value}` : `${value}x${count - 1}`;
}

/** Sums of decimal fractions grow tails; promtool takes them, people do not. */
function round(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}
