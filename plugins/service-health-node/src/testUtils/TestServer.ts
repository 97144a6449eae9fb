/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  IncomingMessage,
  RequestListener,
  Server,
  createServer,
} from 'node:http';
import { AddressInfo } from 'node:net';

/**
 * A request that reached a {@link TestServer}.
 *
 * @public
 */
export interface RecordedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/**
 * A real HTTP server on a free port of loopback, with a record of what reached it.
 *
 * @public
 */
export class TestServer {
  readonly requests: RecordedRequest[] = [];
  readonly #server: Server;

  static async start(
    handler: (
      request: RecordedRequest,
      response: Parameters<RequestListener>[1],
    ) => void,
  ): Promise<TestServer> {
    const result = new TestServer(handler);
    await new Promise<void>(resolve => {
      result.#server.listen(0, '127.0.0.1', resolve);
    });
    return result;
  }

  private constructor(handler: Parameters<typeof TestServer.start>[0]) {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', part => parts.push(part));
      request.on('end', () => {
        const recorded = {
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(parts).toString('utf8'),
        };
        this.requests.push(recorded);
        handler(recorded, response);
      });
    });
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** The requests as `METHOD path`, without queries. */
  get calls(): string[] {
    return this.requests.map(
      ({ method, url }) => `${method} ${url.split('?')[0]}`,
    );
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

/**
 * Answers with JSON.
 *
 * @public
 */
export function answerJson(
  response: Parameters<RequestListener>[1],
  body: unknown,
  status: number = 200,
): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
