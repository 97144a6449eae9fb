/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { StreamEvents } from '@openpolicy/plugin-service-health-common';
import { backoffMs } from './backoff';
import { readStream, StreamEvent } from './readStream';
import { sleep } from './sleep';

/**
 * What {@link keepStream} needs, and whom it tells.
 *
 * @internal
 */
export interface KeepStreamOptions {
  open: (signal: AbortSignal) => Promise<AsyncIterable<string>>;
  /** From 0 to below 1. */
  random: () => number;
  onEvent: (event: StreamEvent) => void;
  /** The server ended the stream for good. */
  onEnd: (reason: string) => void;
  /** The stream failed; true gives it up, false waits and tries again. */
  onError: (error: unknown) => boolean;
  /** The next attempt comes in `waitMs`. `fruitless` counts the attempts in a row that delivered nothing, this one included. */
  onWait: (wait: {
    waitMs: number;
    fruitless: number;
    cause?: unknown;
  }) => void;
}

/**
 * Reads a stream and opens it again, with back-off, until the signal aborts, the server ends it for good, or `onError` gives it up. Never
 * rejects.
 *
 * @internal
 */
export async function keepStream(
  options: KeepStreamOptions,
  signal: AbortSignal,
): Promise<void> {
  const { open, random, onEvent, onEnd, onError, onWait } = options;
  const attempts = { fruitless: 0 };
  const onLiveEvent = (event: StreamEvent) => {
    if (!signal.aborted) {
      attempts.fruitless = 0;
      onEvent(event);
    }
  };
  while (!signal.aborted) {
    let end: StreamEvents['end'] | undefined;
    let cause: unknown;
    try {
      end = await readStream(open, onLiveEvent, signal);
      cause = end && new Error(end.reason);
    } catch (error) {
      cause = error;
    }
    if (signal.aborted) {
      return;
    }
    if (end && end.retryAfterMs === undefined) {
      onEnd(end.reason);
      return;
    }
    if (!end && cause !== undefined && onError(cause)) {
      return;
    }
    const waitMs = end?.retryAfterMs ?? backoffMs(attempts.fruitless, random);
    attempts.fruitless += 1;
    onWait({ waitMs, fruitless: attempts.fruitless, cause });
    await sleep(waitMs, signal);
  }
}
