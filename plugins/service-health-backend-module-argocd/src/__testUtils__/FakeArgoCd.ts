/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServerResponse } from 'node:http';
import {
  RecordedRequest,
  TestServer,
  answerJson,
} from '@openpolicy/plugin-service-health-node/testUtils';
import { RawApplication, makeApplication } from './applications';

/**
 * An Argo CD at the wire: lists, replays and streams applications as Argo CD 3.5 does, and can be made to misbehave.
 *
 * @internal
 */
export class FakeArgoCd {
  readonly applications = new Map<string, RawApplication>();
  /** Tokens that it takes; all if empty. */
  readonly tokens = new Set<string>();
  /** `silent`: takes requests and answers nothing. `broken`: answers 503. */
  mode: 'working' | 'silent' | 'broken' = 'working';
  /** Whether a stream that was asked for begins. */
  opensStreams = true;
  /** Called for a POST of a sync; default: takes it. */
  onSync?: (request: RecordedRequest, response: ServerResponse) => void;
  /** What can-i says, by `resource/action/subresource`; default: only get applications. */
  mayI: (right: string) => boolean = right =>
    right.startsWith('applications/get/');

  server!: TestServer;
  readonly #streams = new Set<ServerResponse>();
  #version = 2000;

  static async start(): Promise<FakeArgoCd> {
    const result = new FakeArgoCd();
    result.server = await TestServer.start((request, response) =>
      result.#handle(request, response),
    );
    return result;
  }

  /** Puts an application; `silently` loses the event. */
  put(application: RawApplication, options?: { silently?: boolean }): void {
    const { name } = application.metadata;
    const type = this.applications.has(name) ? 'MODIFIED' : 'ADDED';
    this.#version += 1;
    const stored = {
      ...application,
      metadata: {
        ...application.metadata,
        resourceVersion: String(this.#version),
      },
    };
    this.applications.set(name, stored);
    if (!options?.silently) {
      this.#broadcast(type, stored);
    }
  }

  delete(name: string, options?: { silently?: boolean }): void {
    const application = this.applications.get(name) ?? makeApplication(name);
    this.applications.delete(name);
    if (!options?.silently) {
      this.#broadcast('DELETED', application);
    }
  }

  /** Writes raw text to every stream. */
  write(text: string): void {
    for (const stream of this.#streams) {
      stream.write(text);
    }
  }

  /** Ends every stream in order, as a server that shuts down. */
  endStreams(): void {
    for (const stream of this.#streams) {
      stream.end();
    }
    this.#streams.clear();
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  async close(): Promise<void> {
    await this.server.close();
  }

  #broadcast(type: string, application: RawApplication): void {
    if (this.mode === 'working') {
      this.write(frame(type, application));
    }
  }

  #handle(request: RecordedRequest, response: ServerResponse): void {
    if (this.mode === 'silent') {
      return;
    }
    if (this.mode === 'broken') {
      answerJson(
        response,
        { error: 'unavailable', code: 14, message: 'unavailable' },
        503,
      );
      return;
    }
    const url = new URL(request.url, 'http://argocd.test');
    if (url.pathname === '/api/version') {
      answerJson(response, { Version: 'v3.5.7' });
      return;
    }
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (this.tokens.size > 0 && !this.tokens.has(token)) {
      answerJson(
        response,
        {
          error: 'invalid session',
          code: 16,
          message: 'invalid session: signature is invalid',
        },
        401,
      );
      return;
    }
    this.#answer(url, request, response);
  }

  #answer(url: URL, request: RecordedRequest, response: ServerResponse): void {
    const path = url.pathname.replace('/api/v1/', '');
    const named = /^applications\/([^/]+)(\/sync)?$/.exec(path);
    if (path === 'applications') {
      answerJson(response, {
        metadata: { resourceVersion: String(this.#version) },
        // A list has no health of single resources (`resourceHealthSource: appTree`).
        items: [...this.applications.values()].map(withoutResourceHealth),
      });
    } else if (path === 'stream/applications') {
      if (!this.opensStreams) {
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      // The header goes with the first event (grpc-gateway waits for it), so there are no headers without applications.
      for (const application of this.applications.values()) {
        response.write(frame('ADDED', application));
      }
      this.#streams.add(response);
      response.on('close', () => this.#streams.delete(response));
    } else if (path.startsWith('account/can-i/')) {
      const right = decodeURIComponent(path.slice('account/can-i/'.length));
      answerJson(response, { value: this.mayI(right) ? 'yes' : 'no' });
    } else if (named && !named[2] && request.method === 'GET') {
      this.#get(named[1], url, response);
    } else if (named && named[2] && request.method === 'POST') {
      if (this.onSync) {
        this.onSync(request, response);
      } else {
        answerJson(response, this.applications.get(named[1]));
      }
    } else {
      answerJson(response, { error: 'Not Found', code: 5 }, 404);
    }
  }

  #get(name: string, url: URL, response: ServerResponse): void {
    const application = this.applications.get(name);
    const project = url.searchParams.get('project');
    if (!application || application.spec.project !== project) {
      const message = `applications.argoproj.io "${name}" not found`;
      answerJson(response, { error: message, code: 5, message }, 404);
    } else {
      answerJson(response, application);
    }
  }
}

function withoutResourceHealth(application: RawApplication): RawApplication {
  const resources = application.status.resources as { health?: unknown }[];
  return {
    ...application,
    status: {
      ...application.status,
      resources: resources.map(({ health: _, ...resource }) => resource),
    },
  };
}

function frame(type: string, application: RawApplication): string {
  return `data: ${JSON.stringify({ result: { type, application } })} \n\n`;
}
