/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { AddressInfo } from 'node:net';

/** An HTTP server on a free port of the loopback interface whose answers the test writes. */
export class TestServer {
  handle: (request: IncomingMessage, response: ServerResponse) => void = () => {
    throw new Error('The test has set no handler');
  };
  readonly requests: { url: string; headers: IncomingMessage['headers'] }[] =
    [];
  readonly #server: Server;

  static async create(): Promise<TestServer> {
    const created = new TestServer();
    await new Promise<void>(resolve => {
      created.#server.listen(0, '127.0.0.1', resolve);
    });
    return created;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.requests.push({ url: request.url ?? '', headers: request.headers });
      this.handle(request, response);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  dropConnections(): void {
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
