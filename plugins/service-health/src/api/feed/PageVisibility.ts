/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The part of `document` that says whether anybody looks.
 *
 * @internal
 */
export type PageVisibility = Pick<
  Document,
  'hidden' | 'addEventListener' | 'removeEventListener'
>;

/** A quick look at another tab costs no reconnect. */
const PATIENCE_MS = 30_000;

/**
 * Watches whether the tab has been hidden for 30 s. Listens only between `start` and `stop`.
 *
 * @internal
 */
export class HiddenTabWatch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isHidden = false;
  readonly #page: PageVisibility;
  readonly #onChange: () => void;

  constructor(page: PageVisibility, onChange: () => void) {
    this.#page = page;
    this.#onChange = onChange;
  }

  /** True once the tab has been hidden for longer than the patience. */
  get isHidden(): boolean {
    return this.#isHidden;
  }

  start(): void {
    this.stop();
    this.#page.addEventListener('visibilitychange', this.#look);
    this.#isHidden = false;
    this.#look();
  }

  stop(): void {
    this.#page.removeEventListener('visibilitychange', this.#look);
    clearTimeout(this.#timer);
  }

  readonly #look = () => {
    clearTimeout(this.#timer);
    if (this.#page.hidden) {
      this.#timer = setTimeout(() => this.#set(true), PATIENCE_MS);
    } else {
      this.#set(false);
    }
  };

  #set(hidden: boolean): void {
    if (this.#isHidden !== hidden) {
      this.#isHidden = hidden;
      this.#onChange();
    }
  }
}
