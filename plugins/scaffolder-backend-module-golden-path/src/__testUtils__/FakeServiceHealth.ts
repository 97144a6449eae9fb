/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { ServiceSnapshot } from '@openpolicy/plugin-service-health-common';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { DefaultServiceHealthClient } from '../serviceHealthClient';

/**
 * The plugin service-health at the wire.
 */
export class FakeServiceHealth {
  /** What it answers: a snapshot, a status, nothing at all, or nonsense. Asked anew for each request. */
  answer: () => ServiceSnapshot | number | 'silence' | 'nonsense' = () => 404;
  readonly requests: { path: string; authorization?: string }[] = [];
  readonly #server: Server;

  static async start(): Promise<FakeServiceHealth> {
    const fake = new FakeServiceHealth();
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.requests.push({
        path: request.url ?? '',
        authorization: request.headers.authorization,
      });
      const answer = this.answer();
      if (answer === 'silence') {
        return;
      }
      if (typeof answer === 'number') {
        response.writeHead(answer).end('{}');
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(answer === 'nonsense' ? '<html>' : JSON.stringify(answer));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  client(options: { deadlineMs?: number } = {}): DefaultServiceHealthClient {
    return DefaultServiceHealthClient.create({
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => `${this.url}/api/service-health`,
      }),
      ...options,
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
