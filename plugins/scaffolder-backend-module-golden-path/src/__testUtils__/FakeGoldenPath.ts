/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { UpgradePlan } from '@openpolicy/plugin-golden-path-common';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { DefaultGoldenPathClient, TakenPort } from '../goldenPathClient';

/**
 * The ports and upgrade plans of the plugin golden-path at the wire.
 */
export class FakeGoldenPath {
  ports: TakenPort[] = [];
  /** What it would do to upgrade `coupons`, worked out at each call. */
  upgrade?: () => Promise<UpgradePlan>;
  /** Answers everything with this status and a message instead. */
  failWith?: number;
  readonly #server: Server;

  static async start(): Promise<FakeGoldenPath> {
    const fake = new FakeGoldenPath();
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor() {
    const base = '/api/golden-path/platforms/default/shop';
    this.#server = createServer(async ({ method, url = '' }, response) => {
      if (this.failWith) {
        response.writeHead(this.failWith);
        response.end(JSON.stringify({ error: { message: 'it is not yours' } }));
        return;
      }
      const [, port] = /reservations\/(\d+)$/.exec(url) ?? [];
      if (method === 'DELETE' && url.startsWith(base) && port) {
        this.ports = this.ports.filter(taken => taken.port !== Number(port));
        response.writeHead(204).end();
        return;
      }
      if (
        this.upgrade &&
        url.startsWith(
          '/api/golden-path/services/component/default/coupons/upgrade',
        )
      ) {
        response.end(JSON.stringify(await this.upgrade()));
        return;
      }
      const isKnown = method === 'GET' && url === `${base}/ports`;
      response.writeHead(isKnown ? 200 : 404);
      response.end(JSON.stringify({ ports: this.ports }));
    });
  }

  client(): DefaultGoldenPathClient {
    const { port } = this.#server.address() as AddressInfo;
    return DefaultGoldenPathClient.create({
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/golden-path`,
      }),
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
