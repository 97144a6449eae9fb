/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Returns `next`, but with every part that equals `previous` replaced by the part of `previous`, so that memoised components of an
 * unchanged pod or alert do not draw again. For JSON values only.
 *
 * @internal
 */
export function replaceEqualDeep<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) {
    return next;
  }
  if (Array.isArray(previous) && Array.isArray(next)) {
    const items = next.map((item, index) =>
      replaceEqualDeep(previous[index], item),
    );
    const same =
      items.length === previous.length &&
      items.every((item, index) => Object.is(item, previous[index]));
    return (same ? previous : items) as T;
  }
  if (isRecord(previous) && isRecord(next)) {
    const keys = Object.keys(next);
    const result: Record<string, unknown> = {};
    let same = keys.length === Object.keys(previous).length;
    for (const key of keys) {
      result[key] = replaceEqualDeep(previous[key], next[key]);
      same = same && key in previous && Object.is(result[key], previous[key]);
    }
    return (same ? previous : result) as T;
  }
  return next;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && value.constructor === Object
  );
}
