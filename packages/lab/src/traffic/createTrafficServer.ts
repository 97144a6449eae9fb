/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { messageOf } from '../errors';
import { ControlStore, trafficControlSchema } from './controls';

/** What the server shows; undefined stands for "not there". @internal */
export interface TrafficPages {
  ready(): boolean;
  mesh(): string;
  /** Undefined when the pod's process does not answer. */
  pod(namespace: string, name: string): string | undefined;
}

const controlPath = /^\/control\/services\/([a-z0-9-]+)\/([a-z0-9.-]+)$/;
const podPath = /^\/pods\/([a-z0-9-]+)\/([a-z0-9.-]+)\/metrics$/;

/**
 * The simulator's HTTP server: metrics for Prometheus, and controls for scenarios
 * (`GET /control`, `PUT` and `DELETE /control/services/<namespace>/<service>`,
 * `DELETE /control`).
 * @internal
 */
export function createTrafficServer(
  pages: TrafficPages,
  controls: ControlStore,
): Server {
  return createServer((req, res) => {
    answer(req, res, pages, controls).catch(error => {
      res.writeHead(400, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ error: messageOf(error) }));
    });
  });
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  pages: TrafficPages,
  controls: ControlStore,
): Promise<void> {
  const path = new URL(req.url ?? '/', 'http://127.0.0.1').pathname;
  const text = (status: number, body: string) => {
    res.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' });
    res.end(body);
  };
  const json = () => {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(controls.all()));
  };
  const [, podNamespace, podName] = podPath.exec(path) ?? [];
  const [, namespace, service] = controlPath.exec(path) ?? [];
  const route = `${req.method} ${path}`;
  if (route === 'GET /healthz') {
    text(pages.ready() ? 200 : 503, pages.ready() ? 'ok\n' : 'not synced\n');
  } else if (route === 'GET /metrics') {
    text(200, pages.mesh());
  } else if (podName && req.method === 'GET') {
    const page = pages.pod(podNamespace, podName);
    text(
      page === undefined ? 503 : 200,
      page ?? 'the process does not answer\n',
    );
  } else if (service && req.method === 'PUT') {
    const body = trafficControlSchema.parse(JSON.parse(await readBody(req)));
    await controls.set(namespace, service, body);
    json();
  } else if (service && req.method === 'DELETE') {
    await controls.remove(namespace, service);
    json();
  } else if (route === 'DELETE /control') {
    await controls.clear();
    json();
  } else if (route === 'GET /control') {
    json();
  } else {
    text(404, 'not found\n');
  }
}

async function readBody(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req) {
    body += chunk;
    if (body.length > 10_000) throw new Error('the body is too large');
  }
  return body;
}
