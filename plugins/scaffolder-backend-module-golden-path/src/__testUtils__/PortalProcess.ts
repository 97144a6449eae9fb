/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials } from '@backstage/backend-test-utils';
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { AddressInfo, createServer } from 'node:net';
import { resolve } from 'node:path';

/** An event of a task, as the scaffolder lists it. */
export interface TaskEvent {
  type: string;
  body: { message?: string; stepId?: string; status?: string; output?: any };
}

/**
 * A portal with a real scaffolder and databases in files, in a process that can be killed and started again.
 */
export class PortalProcess {
  readonly #config: object;
  readonly #url: string;
  #child: ChildProcess | undefined;
  #output = '';

  static async create(options: {
    folder: string;
    serviceHealthUrl: string;
    scaffolder: object;
  }): Promise<PortalProcess> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { folder, serviceHealthUrl, scaffolder } = options;
    return new PortalProcess(url, {
      app: { baseUrl: 'https://portal.example.com' },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database: {
          client: 'better-sqlite3',
          connection: { directory: folder },
        },
        workingDirectory: folder,
        // A test does not wait for load balancers to notice.
        lifecycle: { serverShutdownDelay: { milliseconds: 0 } },
      },
      discovery: {
        endpoints: [
          {
            target: `${serviceHealthUrl}/api/{{pluginId}}`,
            plugins: ['service-health'],
          },
        ],
      },
      scaffolder,
    });
  }

  private constructor(url: string, config: object) {
    this.#url = url;
    this.#config = config;
  }

  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        resolve(__dirname, 'portal.ts'),
      ],
      {
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          NODE_ENV: 'development',
          PORTAL_CONFIG: JSON.stringify(this.#config),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    this.#output = '';
    const hear = (part: Buffer) => {
      this.#output += part.toString('utf8');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    await until('the portal is ready', () => {
      if (child.exitCode !== null) {
        throw new Error(`The portal ended: ${this.#output.slice(-3_000)}`);
      }
      return this.#output.includes('\nready\n') || undefined;
    });
  }

  /** What the process has printed since its last start. */
  get output(): string {
    return this.#output;
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
  }

  async startTask(): Promise<string> {
    const { id } = await this.#call('POST', '/v2/tasks', {
      templateRef: 'template:default/follow',
      values: {},
    });
    return id;
  }

  async cancelTask(id: string): Promise<void> {
    await this.#call('POST', `/v2/tasks/${id}/cancel`, {});
  }

  async eventsOf(id: string): Promise<TaskEvent[]> {
    return this.#call('GET', `/v2/tasks/${id}/events`);
  }

  async statusOf(id: string): Promise<string> {
    return (await this.#call('GET', `/v2/tasks/${id}`)).status;
  }

  async #call(method: string, path: string, body?: object): Promise<any> {
    const response = await fetch(`${this.#url}/api/scaffolder${path}`, {
      method,
      headers: {
        authorization: mockCredentials.user.header(),
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return JSON.parse(text);
  }
}

/** Asks until there is an answer, for a minute and a half at most. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + 90_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (performance.now() > end) {
      throw new Error(`Gave up waiting until ${what}`);
    }
    await new Promise(done => {
      setTimeout(done, 50);
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(done => {
    server.close(done);
  });
  return port;
}
