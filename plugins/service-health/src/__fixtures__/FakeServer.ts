/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FetchApi } from '@backstage/core-plugin-api';

/** One request that reached the fake server. */
export interface FakeRequest {
  path: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/** A stream that the test writes to. */
export interface FakeStream {
  path: string;
  send(event: string, data: unknown): void;
  /** Closes the connection as a dying server or proxy does. */
  close(): void;
  isAborted(): boolean;
}

type Answer = { status: number; body?: unknown } | 'network error' | 'stream';

/**
 * A service-health backend at the level of fetch: the test says what each path answers, and writes into the streams that were opened.
 */
export class FakeServer implements FetchApi {
  readonly requests: FakeRequest[] = [];
  readonly streams: FakeStream[] = [];
  /** The answer to a request; streams open and everything else is 404 unless the test says otherwise. */
  answer: (request: FakeRequest) => Answer = request =>
    request.path.startsWith('/stream')
      ? 'stream'
      : { status: 404, body: errorBody(404, 'Service not found') };

  readonly discoveryApi = {
    getBaseUrl: async () => 'http://portal.test/api/service-health',
  };

  /** The paths that were asked for, in order. */
  get paths(): string[] {
    return this.requests.map(request => request.path);
  }

  fetch: FetchApi['fetch'] = async (input, init) => {
    const request: FakeRequest = {
      path: String(input).replace('http://portal.test/api/service-health', ''),
      method: init?.method ?? 'GET',
      headers: (init?.headers ?? {}) as Record<string, string>,
      body: init?.body as string | undefined,
      signal: init?.signal ?? undefined,
    };
    this.requests.push(request);
    const answer = this.answer(request);
    if (answer === 'network error') {
      throw new TypeError('Failed to fetch');
    }
    if (answer === 'stream') {
      return this.#openStream(request);
    }
    return fakeResponse(answer.status, answer.body);
  };

  #openStream(request: FakeRequest): Response {
    const chunks: Uint8Array[] = [];
    const state = { closed: false, wake: () => {} };
    const wake = () => state.wake();
    const encoder = new TextEncoder();
    request.signal?.addEventListener('abort', wake);
    const read = async () => {
      while (chunks.length === 0 && !state.closed) {
        if (request.signal?.aborted) {
          throw Object.assign(new Error('aborted'), { name: 'AbortError' });
        }
        await new Promise<void>(resolve => {
          state.wake = resolve;
        });
      }
      const value = chunks.shift();
      return value ? { done: false, value } : { done: true };
    };
    this.streams.push({
      path: request.path,
      send: (event, data) => {
        chunks.push(
          encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        );
        wake();
      },
      close: () => {
        state.closed = true;
        wake();
      },
      isAborted: () => request.signal?.aborted ?? false,
    });
    return {
      ok: true,
      status: 200,
      headers: new Headers({ 'content-type': 'text/event-stream' }),
      body: { getReader: () => ({ read, cancel: async () => {} }) },
    } as unknown as Response;
  }
}

/** The body of Backstage's error answers. */
export function errorBody(status: number, message: string, name = 'Error') {
  return { error: { name, message }, response: { statusCode: status } };
}

function fakeResponse(status: number, body: unknown): Response {
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: '',
    headers: new Headers({ 'content-type': 'application/json' }),
    json: async () => body,
    text: async () => JSON.stringify(body),
  } as unknown as Response;
}

/** A page whose visibility the test sets. */
export class FakePage {
  hidden = false;
  readonly #listeners = new Set<() => void>();

  get listenerCount(): number {
    return this.#listeners.size;
  }

  addEventListener = (_: string, listener: () => void) => {
    this.#listeners.add(listener);
  };

  removeEventListener = (_: string, listener: () => void) => {
    this.#listeners.delete(listener);
  };

  show(visible: boolean): void {
    this.hidden = !visible;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
