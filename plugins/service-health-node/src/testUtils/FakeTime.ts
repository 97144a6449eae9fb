/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Turns of the event loop in a step. A request over loopback takes less than ten from connecting to its last byte; both of its ends live
 * in the test's process.
 */
const TURNS_PER_STEP = 25;

/** The kernel may hand a packet over a little later when all cores are busy. */
const REAL_MS_PER_STEP = 2;

const realSetTimeout = setTimeout;

/**
 * Fake time for code that talks to real sockets. Timers, deadlines (`AbortSignal.timeout` as well, which jest's fake timers leave out)
 * and the wall clock stand still until the test advances them, and after each step the sockets get the turns that they need. How fast
 * the machine is therefore changes no order: an answer that is on its way arrives before its deadline passes.
 *
 * Needs jest's globals. `stop` it before the test ends.
 *
 * @public
 */
export class FakeTime {
  readonly #timeout: jest.SpyInstance;

  /**
   * @param options - `keepDate`: the wall clock goes on by itself, for tests that compare it with times of an upstream.
   */
  static start(options?: { keepDate?: boolean }): FakeTime {
    return new FakeTime(options?.keepDate ?? false);
  }

  /** Runs a part of a test in fake time. */
  static async during(
    work: (time: FakeTime) => void | Promise<void>,
  ): Promise<void> {
    const time = FakeTime.start();
    try {
      await work(time);
    } finally {
      time.stop();
    }
  }

  private constructor(keepDate: boolean) {
    jest.useFakeTimers({
      // What the sockets need to go on.
      doNotFake: [
        'nextTick',
        'setImmediate',
        'queueMicrotask',
        ...(keepDate ? (['Date'] as const) : []),
      ],
    });
    this.#timeout = jest
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation(milliseconds => {
        const controller = new AbortController();
        setTimeout(
          () =>
            controller.abort(
              new DOMException('The deadline has passed', 'TimeoutError'),
            ),
          milliseconds,
        );
        return controller.signal;
      });
  }

  /** Lets so many milliseconds pass, and then gives the sockets time to tell of it. */
  async advance(milliseconds: number): Promise<void> {
    await jest.advanceTimersByTimeAsync(milliseconds);
    await takeTurns();
    await new Promise(resolve => realSetTimeout(resolve, REAL_MS_PER_STEP));
    await takeTurns();
  }

  /** Brings the machine's time back. */
  stop(): void {
    this.#timeout.mockRestore();
    jest.useRealTimers();
  }
}

async function takeTurns(): Promise<void> {
  for (let i = 0; i < TURNS_PER_STEP; i++) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
