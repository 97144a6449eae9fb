/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesFault } from '../errors';
import { ListerWatcher, RawObject } from './ListerWatcher';

/** Objects a page; the API server's own clients use the same. */
const PAGE_LIMIT = 500;
const SMALLEST_PAGE_LIMIT = 25;
/** A list that never ends is not one: at 500 a page this is a million objects. */
const MAX_PAGES = 2_000;

/**
 * Reads a whole list page by page. The size of a page is remembered between lists, because it shrinks where pages turn out too large.
 *
 * @internal
 */
export class Pager {
  readonly #listerWatcher: ListerWatcher;
  #limit = PAGE_LIMIT;

  constructor(listerWatcher: ListerWatcher) {
    this.#listerWatcher = listerWatcher;
  }

  /**
   * Visits each object once; only one page is held at a time.
   *
   * @returns the position from which to watch
   * @throws {@link KubernetesFault}
   */
  async readAll(options: {
    visit(object: RawObject): void;
    signal: AbortSignal;
  }): Promise<string> {
    const { signal, visit } = options;
    let next: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const page = await this.#listerWatcher.list({
        limit: this.#limit,
        continue: next,
        signal,
      });
      for (const item of page.items) {
        visit(item);
      }
      next = page.continue;
      if (next === undefined) {
        return page.resourceVersion;
      }
    }
    throw new KubernetesFault('tooLarge', 'its list does not end');
  }

  /** Asks for half as many objects a page from now on. */
  shrink(): void {
    this.#limit = Math.max(SMALLEST_PAGE_LIMIT, Math.floor(this.#limit / 2));
  }
}
