/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Clock } from '../clock';

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #ms = 0;
  #startMs: number;

  constructor(start: string = '2026-11-23T05:00:00Z') {
    this.#startMs = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#startMs + this.#ms);
  }

  monotonicMs(): number {
    return this.#ms;
  }

  advance(ms: number): void {
    this.#ms += ms;
  }

  /** The wall clock is set, as by an administrator; the monotonic one goes on as before. */
  step(ms: number): void {
    this.#startMs += ms;
  }
}
