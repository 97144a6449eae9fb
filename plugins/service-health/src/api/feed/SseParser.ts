/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * One event of a server-sent event stream.
 *
 * @internal
 */
export interface SseEvent {
  event: string;
  data: string;
}

/**
 * Parses a server-sent event stream piece by piece, however the network cuts it
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).
 * `EventSource` itself is of no use here: it cannot send the Authorization header.
 *
 * @internal
 */
export class SseParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #started = false;

  /** Takes the next piece of text and returns the events that it completes. */
  push(text: string): SseEvent[] {
    let buffer = this.#rest + text;
    if (!this.#started && buffer.length > 0) {
      this.#started = true;
      buffer = buffer.replace(/^\uFEFF/, '');
    }
    const events: SseEvent[] = [];
    let start = 0;
    for (;;) {
      const end = findLineEnd(buffer, start);
      if (!end) {
        break;
      }
      const done = this.#takeLine(buffer.slice(start, end.at));
      if (done) {
        events.push(done);
      }
      start = end.next;
    }
    this.#rest = buffer.slice(start);
    return events;
  }

  #takeLine(line: string): SseEvent | undefined {
    if (line === '') {
      return this.#dispatch();
    }
    if (line.startsWith(':')) {
      return undefined;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#event = value;
    } else if (field === 'data') {
      this.#data.push(value);
    }
    return undefined;
  }

  #dispatch(): SseEvent | undefined {
    const event = this.#event || 'message';
    const data = this.#data;
    this.#event = '';
    this.#data = [];
    return data.length > 0 ? { event, data: data.join('\n') } : undefined;
  }
}

function findLineEnd(
  text: string,
  from: number,
): { at: number; next: number } | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\n') {
      return { at, next: at + 1 };
    }
    if (text[at] === '\r') {
      // A CR at the very end may be half of a CRLF: wait for the next piece.
      if (at + 1 === text.length) {
        return undefined;
      }
      return { at, next: text[at + 1] === '\n' ? at + 2 : at + 1 };
    }
  }
  return undefined;
}
