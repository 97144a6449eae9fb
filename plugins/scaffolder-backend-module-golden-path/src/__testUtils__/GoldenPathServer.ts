/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { DefaultGoldenPathClient } from '../goldenPathClient';
import { Checkpoints, taskContext } from './taskContext';

/** One request that reached a {@link GoldenPathServer}. */
export interface AskedRequest {
  route: string;
  authorization?: string;
  body: any;
}

/** The plugin golden-path at the wire: says to each request what the test put there. */
export class GoldenPathServer {
  readonly requests: AskedRequest[] = [];
  status = 200;
  answer: unknown = {};
  /** Answers nothing from now on. */
  isSilent = false;
  readonly #server: Server;

  static async start(): Promise<GoldenPathServer> {
    const server = new GoldenPathServer();
    await new Promise<void>(resolve =>
      server.#server.listen(0, '127.0.0.1', resolve),
    );
    return server;
  }

  private constructor() {
    this.#server = createServer(async (req, res) => {
      const parts: Buffer[] = [];
      for await (const part of req) {
        parts.push(part);
      }
      this.requests.push({
        route: `${req.method} ${req.url}`,
        authorization: req.headers.authorization,
        body: JSON.parse(Buffer.concat(parts).toString('utf8') || 'null'),
      });
      if (!this.isSilent) {
        res.writeHead(this.status, { 'content-type': 'application/json' });
        res.end(
          typeof this.answer === 'string'
            ? this.answer
            : JSON.stringify(this.answer),
        );
      }
    });
  }

  client(options: { deadlineMs?: number } = {}): DefaultGoldenPathClient {
    const { port } = this.#server.address() as AddressInfo;
    return DefaultGoldenPathClient.create({
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async pluginId =>
          `http://127.0.0.1:${port}/api/${pluginId}`,
      }),
      ...options,
    });
  }

  /** Says this to the next requests. */
  says(status: number, answer: unknown): void {
    this.status = status;
    this.answer = answer;
  }

  /** Refuses the next requests as Backstage's error handler does. */
  refuses(status: number, message: string): void {
    this.says(status, { error: { name: 'Error', message } });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

/** Runs an action as a user's task. */
export async function runAsUser(
  action: { handler(ctx: any): Promise<unknown> },
  input: unknown,
  options: {
    checkpoints?: Checkpoints;
    isDryRun?: boolean;
    signal?: AbortSignal;
  } = {},
) {
  const { context, lines, outputs, checkpoints } = taskContext({
    input,
    ...options,
  });
  const error: Error | undefined = await action
    .handler({
      ...context,
      getInitiatorCredentials: async () =>
        mockCredentials.user('user:default/ada'),
    })
    .then(
      () => undefined,
      thrown => thrown,
    );
  return { error, lines, outputs, checkpoints };
}
