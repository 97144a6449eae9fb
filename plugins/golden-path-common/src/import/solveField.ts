/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A value of a field, and what a renderer makes of it at one place.
 *
 * @internal
 */
export type Pair = [value: unknown, rendered: unknown];

/**
 * The value that is rendered as what lives, judged by two that are not.
 *
 * @returns undefined if the two do not show how the field is rendered
 * @internal
 */
export function solve(live: unknown, first: Pair, second: Pair): unknown {
  const pairs = [first, second];
  if (pairs.every(([value, rendered]) => isEqual(value, rendered))) {
    return live;
  }
  if (typeof live === 'number') {
    return solveNumber(live, first, second);
  }
  if (typeof live !== 'string') {
    return undefined;
  }
  for (const separator of [',', '|', ' ']) {
    const isJoined = pairs.every(
      ([value, rendered]) =>
        isTexts(value) && value.join(separator) === rendered,
    );
    if (isJoined) {
      return live.split(separator);
    }
  }
  return typeof first[0] === 'number'
    ? solveNumberInText(live, first, second)
    : solveText(live, first, second);
}

function solveNumber(live: number, first: Pair, second: Pair): unknown {
  const [a, x] = first as [number, number];
  const [b, y] = second as [number, number];
  const slope = (y - x) / (b - a);
  const value = a + (live - x) / slope;
  return Number.isFinite(value) ? Math.round(value * 1e9) / 1e9 : undefined;
}

/** The value stands in the text once or more, the same around it both times. */
function solveText(live: string, first: Pair, second: Pair): unknown {
  const [a, x] = first.map(String);
  const [b, y] = second.map(String);
  if (a === '') {
    return undefined;
  }
  const parts = x.split(a);
  if (parts.length > 1 && parts.join(b) === y) {
    const rest = parts.reduce((sum, part) => sum + part.length, 0);
    const length = (live.length - rest) / (parts.length - 1);
    const text = live.slice(parts[0].length, parts[0].length + length);
    return length > 0 && parts.join(text) === live ? text : undefined;
  }
  // A short text may also stand where it has nothing to do with the field.
  for (let place = x.indexOf(a); place >= 0; place = x.indexOf(a, place + 1)) {
    const [head, tail] = [x.slice(0, place), x.slice(place + a.length)];
    if (
      y === `${head}${b}${tail}` &&
      live.startsWith(head) &&
      live.endsWith(tail) &&
      live.length > head.length + tail.length
    ) {
      return live.slice(head.length, live.length - tail.length);
    }
  }
  return undefined;
}

/** Numbers of a text, and what is around them. */
const NUMBER = /(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)/;

/** A number may be in the text in another unit, or what is left of a hundred. */
function solveNumberInText(live: string, first: Pair, second: Pair): unknown {
  const [x, y, z] = [first[1], second[1], live].map(text =>
    String(text).split(NUMBER),
  );
  if (x.length !== y.length || x.length !== z.length) {
    return undefined;
  }
  // Numbers are at the odd places.
  const place = x.findIndex(
    (part, index) => index % 2 === 1 && part !== y[index],
  );
  return place < 0
    ? undefined
    : solveNumber(
        Number(z[place]),
        [first[0], Number(x[place])],
        [second[0], Number(y[place])],
      );
}

/** @internal */
export function isTexts(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.every(entry => typeof entry === 'string')
  );
}

/** @internal */
export function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
