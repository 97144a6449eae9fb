/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServerResponse } from 'node:http';
import { StreamEvents } from '@openpolicy/plugin-service-health-common';

/** What may wait for a slow reader. Beyond it nothing is written until all of it is gone. */
const MAX_PENDING_BYTES = 64 * 1024;

/**
 * JSON texts of snapshots, which are sent to each of their readers: written once for all of them.
 */
const texts = new WeakMap<object, string>();

function toText(data: object): string {
  const known = texts.get(data);
  if (known !== undefined) {
    return known;
  }
  const text = JSON.stringify(data);
  texts.set(data, text);
  return text;
}

/**
 * Writes server-sent events (WHATWG HTML, 9.2) to one response.
 *
 * @internal
 */
export class EventStreamWriter {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  /** Sends the headers. `no-transform` keeps compression, which would hold frames back, away. */
  open(): void {
    this.#response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    this.#response.flushHeaders();
  }

  /** Whether the reader takes more. If not, `onDrain` tells when. */
  get isWritable(): boolean {
    return (
      !this.#response.writableEnded &&
      !this.#response.destroyed &&
      this.#response.writableLength <= MAX_PENDING_BYTES
    );
  }

  send<TEvent extends keyof StreamEvents>(
    event: TEvent,
    data: StreamEvents[TEvent],
  ): void {
    // JSON has no raw line breaks, so one data line always suffices.
    this.#response.write(`event: ${event}\ndata: ${toText(data)}\n\n`);
  }

  /** Calls the listener whenever all that waited is gone. */
  onDrain(listener: () => void): void {
    this.#response.on('drain', listener);
  }

  /** Calls the listener once, when the connection is gone, whoever ended it. */
  onClose(listener: () => void): void {
    this.#response.once('close', listener);
  }

  end(event: StreamEvents['end']): void {
    if (!this.#response.writableEnded && !this.#response.destroyed) {
      this.send('end', event);
      this.#response.end();
    }
  }

  /** Cuts a connection that takes nothing any more. */
  destroy(): void {
    this.#response.destroy();
  }
}
