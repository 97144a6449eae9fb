/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { childOf, PathKey, textLineOf } from './paths';
import { Cause } from './types';

/**
 * Told about each place where two values differ.
 *
 * @param path - a leaf, or the top of what only the first value has
 * @param other - what the second value has there
 * @internal
 */
export type ChangeListener = (
  path: PathKey,
  effect: Cause['effect'],
  other: unknown,
) => void;

/**
 * Walks over two values and reports the paths of the first at which the second
 * is different or has nothing. What only the second has is no place in the first
 * and is not reported.
 *
 * Entries of lists are paired by what they are rather than by their place:
 * otherwise a variable that goes would look like a change of every later one.
 *
 * @internal
 */
export function compareValues(
  before: unknown,
  after: unknown,
  path: PathKey,
  report: ChangeListener,
): void {
  if (before === after) {
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    compareEntries(before, after, index => childOf(path, index), report);
    return;
  }
  if (isObject(before) && isObject(after)) {
    for (const key in before) {
      if (before[key] !== undefined && before[key] !== after[key]) {
        const place = childOf(path, key);
        if (after[key] === undefined) {
          report(place, 'presence', undefined);
        } else {
          compareValues(before[key], after[key], place, report);
        }
      }
    }
    return;
  }
  report(path, 'value', after);
  if (isText(before) && isText(after)) {
    compareLines(before.split('\n'), after.split('\n'), (index, ...change) =>
      report(textLineOf(path, index), ...change),
    );
  }
}

/**
 * Compares lines of a text. A dashboard has thousands, of which one or two are
 * different, so only those between the equal ends are paired.
 */
function compareLines(
  before: readonly string[],
  after: readonly string[],
  report: (
    index: number,
    effect: Cause['effect'],
    other: string | undefined,
  ) => void,
): void {
  const isSameLength = before.length === after.length;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < most - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1;
  }
  const middle = before.slice(start, before.length - end);
  const others = after.slice(start, after.length - end);
  const pairs = isSameLength ? [...middle.keys()] : pairEntries(middle, others);
  for (const [index, line] of middle.entries()) {
    const place = pairs[index];
    if (place === undefined) {
      report(start + index, 'presence', undefined);
    } else if (line !== others[place]) {
      report(start + index, 'value', others[place]);
    }
  }
}

function compareEntries(
  before: readonly unknown[],
  after: readonly unknown[],
  pathOf: (index: number) => PathKey,
  report: ChangeListener,
): void {
  const pairs = pairEntries(before, after);
  for (const [index, value] of before.entries()) {
    const other = pairs[index];
    if (other === undefined) {
      report(pathOf(index), 'presence', undefined);
    } else if (value !== after[other]) {
      compareValues(value, after[other], pathOf(index), report);
    }
  }
}

/**
 * Pairs the entries of two lists: those of one identity first, then equal ones,
 * then the rest in order if as many are left on either side, else those that are
 * more alike than not.
 *
 * @returns for each entry of the first list its place in the second, if any
 * @internal
 */
export function pairEntries(
  before: readonly unknown[],
  after: readonly unknown[],
): Array<number | undefined> {
  const keys = before.map(identityOf);
  const others = after.map(identityOf);
  const isSameLength = keys.length === others.length;
  if (
    isSameLength &&
    keys.every((key, index) => key !== undefined && key === others[index])
  ) {
    return keys.map((_, index) => index);
  }
  if (
    isSameLength &&
    keys.every(key => key === undefined) &&
    before.some((entry, index) => isEqual(entry, after[index]))
  ) {
    // One entry in its place says that the others are in theirs.
    return keys.map((_, index) => index);
  }
  const pairs: Array<number | undefined> = before.map(() => undefined);
  const free = new Set(after.keys());
  pairByKey(pairs, free, keys, others);
  pairByKey(
    pairs,
    free,
    before.map(entry => JSON.stringify(entry)),
    after.map(entry => JSON.stringify(entry)),
  );
  const unpaired = () =>
    pairs.flatMap((place, index) => (place === undefined ? [index] : []));
  if (unpaired().length !== free.size) {
    pairAlike(pairs, free, before, after);
  }
  const rest = unpaired();
  if (rest.length === free.size) {
    const places = [...free];
    for (const [order, index] of rest.entries()) {
      pairs[index] = places[order];
    }
  }
  return pairs;
}

/** Pairs what is still free and has one key, the first with the first. */
function pairByKey(
  pairs: Array<number | undefined>,
  free: Set<number>,
  keys: ReadonlyArray<string | undefined>,
  others: ReadonlyArray<string | undefined>,
): void {
  const places = new Map<string, number[]>();
  for (const place of free) {
    const key = others[place];
    if (key !== undefined) {
      places.set(key, [...(places.get(key) ?? []), place]);
    }
  }
  for (const [index, key] of keys.entries()) {
    if (pairs[index] === undefined && key !== undefined) {
      const place = places.get(key)?.shift();
      if (place !== undefined) {
        pairs[index] = place;
        free.delete(place);
      }
    }
  }
}

/** Pairs what is still free with what it shares most of its plain fields with. */
function pairAlike(
  pairs: Array<number | undefined>,
  free: Set<number>,
  before: readonly unknown[],
  after: readonly unknown[],
): void {
  for (const [index, entry] of before.entries()) {
    if (pairs[index] === undefined && isObject(entry)) {
      let best: number | undefined;
      let most = 0.5;
      for (const place of free) {
        const share = sharedFields(entry, after[place]);
        if (share > most) {
          [best, most] = [place, share];
        }
      }
      if (best !== undefined) {
        pairs[index] = best;
        free.delete(best);
      }
    }
  }
}

/** Share of the plain fields of an entry that another one has too. */
function sharedFields(entry: Record<string, unknown>, other: unknown): number {
  const plain = Object.keys(entry).filter(
    key => typeof entry[key] !== 'object' && entry[key] !== undefined,
  );
  const shared = plain.filter(
    key => isObject(other) && other[key] === entry[key],
  );
  return plain.length === 0 ? 0 : shared.length / plain.length;
}

/** Fields that say which entry of a list one is. */
const IDENTITY = [
  'kind',
  'name',
  'alert',
  'record',
  'key',
  'secretKey',
  'mountPath',
  'port',
  'host',
  'topologyKey',
];

function identityOf(entry: unknown): string | undefined {
  if (!isObject(entry)) {
    return Array.isArray(entry) ? undefined : `${typeof entry} ${entry}`;
  }
  let identity = '';
  for (const field of IDENTITY) {
    const value = entry[field];
    if (typeof value === 'string' || typeof value === 'number') {
      identity += ` ${field} ${value}`;
    }
  }
  return identity || undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  ) {
    return false;
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key =>
      isEqual(
        (a as Record<string, unknown>)[key],
        (b as Record<string, unknown>)[key],
      ),
    )
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.includes('\n');
}
