/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A map from a key to a set of values. A key whose last value goes is removed, so that the index does not grow with names that were
 * used once.
 *
 * @internal
 */
export class SetIndex<TValue> {
  readonly #sets = new Map<string, Set<TValue>>();

  add(key: string, value: TValue): void {
    const set = this.#sets.get(key);
    if (set) {
      set.add(value);
    } else {
      this.#sets.set(key, new Set([value]));
    }
  }

  delete(key: string, value: TValue): void {
    const set = this.#sets.get(key);
    if (set?.delete(value) && set.size === 0) {
      this.#sets.delete(key);
    }
  }

  get(key: string): Iterable<TValue> {
    return this.#sets.get(key) ?? [];
  }

  /** How many keys have values. */
  get size(): number {
    return this.#sets.size;
  }
}
