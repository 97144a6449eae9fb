/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useRef } from 'react';

/**
 * The items in the order that they had when freezing began, so that no row moves away under the pointer. Their content stays live; new items
 * come last, gone ones go.
 *
 * @internal
 */
export function useFrozenOrder<T>(
  items: T[],
  keyOf: (item: T) => string,
  frozen: boolean,
): T[] {
  const order = useRef<string[]>([]);
  if (!frozen) {
    order.current = items.map(keyOf);
    return items;
  }
  const byKey = new Map(items.map(item => [keyOf(item), item]));
  const held: T[] = [];
  for (const key of order.current) {
    const item = byKey.get(key);
    if (item) {
      held.push(item);
      byKey.delete(key);
    }
  }
  return [...held, ...byKey.values()];
}
