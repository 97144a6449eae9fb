/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SetIndex } from '../store/SetIndex';

/**
 * The entities that the roll-up follows, and the binding keys under which their observations can be.
 *
 * @internal
 */
export class TrackedEntities {
  readonly #entitiesByKey = new SetIndex<string>();
  readonly #keysByEntity = new Map<string, readonly string[]>();

  /** Follows an entity by these keys, and no longer by those that it had before. */
  set(entityRef: string, keys: readonly string[]): void {
    this.delete(entityRef);
    this.#keysByEntity.set(entityRef, keys);
    for (const key of keys) {
      this.#entitiesByKey.add(key, entityRef);
    }
  }

  delete(entityRef: string): void {
    for (const key of this.#keysByEntity.get(entityRef) ?? []) {
      this.#entitiesByKey.delete(key, entityRef);
    }
    this.#keysByEntity.delete(entityRef);
  }

  /** The entities that an observation under this key can belong to. */
  find(key: string): Iterable<string> {
    return this.#entitiesByKey.get(key);
  }

  entityRefs(): Iterable<string> {
    return this.#keysByEntity.keys();
  }
}
