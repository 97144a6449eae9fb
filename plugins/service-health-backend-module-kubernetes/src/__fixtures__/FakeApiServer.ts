/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { IncomingMessage, ServerResponse } from 'node:http';
import { RawObject } from '../reflector/ListerWatcher';
import { TestServer } from './TestServer';

interface Change {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  plural: string;
  object: RawObject;
}

const KINDS: Record<string, string> = {
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
  replicasets: 'ReplicaSet',
  pods: 'Pod',
  events: 'Event',
  horizontalpodautoscalers: 'HorizontalPodAutoscaler',
  rollouts: 'Rollout',
};

/**
 * As much of an API server as list and watch need: positions, a log of changes that can be compacted, pages, bookmarks when asked for by
 * the test, and ways to fail. It speaks real HTTP on the loopback interface.
 */
export class FakeApiServer {
  /** Kinds that are answered with 404. */
  readonly absent = new Set<string>();
  /** Kinds that are answered with 403. */
  readonly forbidden = new Set<string>();
  /** Requests so far, as `list pods`, `watch pods` and `probe`. */
  readonly requests: string[] = [];
  mode: 'working' | 'silent' | 'broken' | 'unreachable' = 'working';
  readonly #server: TestServer;
  readonly #objects = new Map<string, RawObject>();
  readonly #watches = new Map<ServerResponse, string>();
  #changes: Change[] = [];
  #version = 100;
  #compactedAt = 0;

  static async create(): Promise<FakeApiServer> {
    const server = await TestServer.create();
    return new FakeApiServer(server);
  }

  private constructor(server: TestServer) {
    this.#server = server;
    server.handle = (request, response) => this.#answer(request, response);
  }

  get url(): string {
    return this.#server.url;
  }

  /** Creates or changes an object; `silently` keeps the event from the watches that are open. */
  put(plural: string, object: RawObject, options?: { silently: boolean }) {
    this.#change(plural, object, false, options?.silently ?? false);
  }

  delete(plural: string, object: RawObject, options?: { silently: boolean }) {
    this.#change(plural, object, true, options?.silently ?? false);
  }

  /** Forgets the log of changes: whoever resumes from before now gets 410, whoever watches an ERROR event. */
  compact(): void {
    this.#changes = [];
    this.#compactedAt = this.#version + 1;
    this.#version += 1;
    for (const response of this.#watches.keys()) {
      this.#send(response, 'ERROR', {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
      });
      response.end();
    }
  }

  /** Resets all connections that are open. */
  dropConnections(): void {
    this.#watches.clear();
    this.#server.dropConnections();
  }

  heal(): void {
    this.mode = 'working';
  }

  async close(): Promise<void> {
    await this.#server.close();
  }

  #change(
    plural: string,
    object: RawObject,
    deleted: boolean,
    silently: boolean,
  ): void {
    this.#version += 1;
    const metadata = object.metadata as { namespace: string; name: string };
    const key = `${plural}/${metadata.namespace}/${metadata.name}`;
    const stored = {
      ...object,
      metadata: { ...metadata, resourceVersion: String(this.#version) },
    };
    const known = this.#objects.has(key);
    if (deleted) {
      this.#objects.delete(key);
    } else {
      this.#objects.set(key, stored);
    }
    const present = known ? 'MODIFIED' : 'ADDED';
    const change: Change = {
      version: this.#version,
      type: deleted ? 'DELETED' : present,
      plural,
      object: stored,
    };
    this.#changes.push(change);
    if (silently || this.mode !== 'working') {
      return;
    }
    for (const [response, watched] of this.#watches) {
      if (watched === plural) {
        this.#send(response, change.type, change.object);
      }
    }
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', this.url);
    const plural = url.pathname.split('/').at(-1) ?? '';
    const watch = url.searchParams.get('watch') === 'true';
    const verb = watch ? 'watch' : 'list';
    this.requests.push(plural === 'livez' ? 'probe' : `${verb} ${plural}`);
    if (this.mode === 'silent') {
      return;
    }
    if (this.mode === 'unreachable') {
      request.socket.destroy();
    } else if (this.mode === 'broken') {
      this.#refuse(response, 500);
    } else if (plural === 'livez') {
      response.end('ok');
    } else if (this.absent.has(plural)) {
      this.#refuse(response, 404);
    } else if (this.forbidden.has(plural)) {
      this.#refuse(response, 403);
    } else if (watch) {
      this.#watch(plural, url.searchParams, response);
    } else {
      this.#list(plural, url.searchParams, response);
    }
  }

  #list(
    plural: string,
    query: URLSearchParams,
    response: ServerResponse,
  ): void {
    const all = [...this.#objects.entries()]
      .filter(([key]) => key.startsWith(`${plural}/`))
      .map(([, object]) => object);
    const start = Number(query.get('continue') ?? 0);
    const end = start + Number(query.get('limit') ?? all.length);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        kind: `${KINDS[plural]}List`,
        metadata: {
          resourceVersion: String(this.#version),
          ...(end < all.length ? { continue: String(end) } : {}),
        },
        items: all.slice(start, end),
      }),
    );
  }

  #watch(
    plural: string,
    query: URLSearchParams,
    response: ServerResponse,
  ): void {
    const from = Number(query.get('resourceVersion'));
    if (from < this.#compactedAt) {
      this.#refuse(response, 410);
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.flushHeaders();
    this.#watches.set(response, plural);
    response.on('close', () => this.#watches.delete(response));
    for (const change of this.#changes) {
      if (change.version > from && change.plural === plural) {
        this.#send(response, change.type, change.object);
      }
    }
  }

  #send(response: ServerResponse, type: string, object: RawObject): void {
    response.write(`${JSON.stringify({ type, object })}\n`);
  }

  #refuse(response: ServerResponse, code: number): void {
    response.statusCode = code;
    response.end(JSON.stringify({ kind: 'Status', code }));
  }
}
