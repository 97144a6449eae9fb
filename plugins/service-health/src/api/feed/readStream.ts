/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { StreamEvents } from '@openpolicy/plugin-service-health-common';
import { SseParser } from './SseParser';

/** Three heartbeats of the server; a longer silence means that something in between swallows the stream. */
const SILENCE_MS = 15_000;

/**
 * An event of the stream with its parsed data.
 *
 * @internal
 */
export type StreamEvent = {
  [K in keyof StreamEvents]: { event: K; data: StreamEvents[K] };
}[keyof StreamEvents];

/**
 * The stream opened and then fell silent.
 *
 * @internal
 */
export class SilentStreamError extends Error {
  constructor() {
    super(
      `No sign of life from the portal's server for ${SILENCE_MS / 1000} s.`,
    );
    this.name = 'SilentStreamError';
  }
}

/**
 * Reads a stream until it ends. Resolves with the server's `end` event if there was one, with undefined if the connection just closed.
 * Unknown events are skipped, so that a newer server may send more.
 *
 * @throws SilentStreamError after 15 s without a single byte.
 * @internal
 */
export async function readStream(
  open: (signal: AbortSignal) => Promise<AsyncIterable<string>>,
  onEvent: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<StreamEvents['end'] | undefined> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal.addEventListener('abort', abort);
  let rejectSilence: (error: Error) => void = () => {};
  const silence = new Promise<never>((_, reject) => {
    rejectSilence = reject;
  });
  // The race below may be over before it rejects.
  silence.catch(() => {});
  let timer = setTimeout(
    () => rejectSilence(new SilentStreamError()),
    SILENCE_MS,
  );
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => rejectSilence(new SilentStreamError()),
      SILENCE_MS,
    );
  };

  const read = async () => {
    const parser = new SseParser();
    for await (const text of await open(controller.signal)) {
      if (signal.aborted) {
        return undefined;
      }
      heard();
      for (const frame of parser.push(text)) {
        const event = parseFrame(frame.event, frame.data);
        if (event?.event === 'end') {
          return event.data;
        }
        if (event) {
          onEvent(event);
        }
      }
    }
    return undefined;
  };

  try {
    return await Promise.race([read(), silence]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    controller.abort();
  }
}

function parseFrame(event: string, data: string): StreamEvent | undefined {
  if (!['snapshot', 'fleet', 'heartbeat', 'end'].includes(event)) {
    return undefined;
  }
  return { event, data: JSON.parse(data) } as StreamEvent;
}
