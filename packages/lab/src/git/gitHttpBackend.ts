/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawn } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';

/** One call of Git's CGI program. @internal */
export interface GitHttpBackendOptions {
  root: string;
  /** Repository and action, `/deploy.git/info/refs`. */
  path: string;
  /** Who is signed in; Git refuses pushes of nobody. */
  user?: string;
  maxPackBytes: number;
}

/**
 * Answers a request by `git http-backend`, and returns when the program has ended.
 * @internal
 */
export function gitHttpBackend(
  req: IncomingMessage,
  res: ServerResponse,
  { root, path, user, maxPackBytes }: GitHttpBackendOptions,
): Promise<void> {
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      // Git counts what it unpacks, so that a compressed body is no way around it.
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'receive.maxInputSize',
      GIT_CONFIG_VALUE_0: String(maxPackBytes),
      PATH_INFO: path,
      QUERY_STRING: new URL(req.url!, 'http://127.0.0.1').search.slice(1),
      REQUEST_METHOD: req.method ?? 'GET',
      REMOTE_ADDR: req.socket.remoteAddress ?? '',
      ...(user && { REMOTE_USER: user }),
      CONTENT_TYPE: req.headers['content-type'] ?? '',
      CONTENT_LENGTH: req.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: req.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(req.headers['git-protocol'] ?? ''),
    },
  });
  const fail = () => {
    if (!res.headersSent) res.writeHead(500);
    res.end();
  };
  child.on('error', fail);
  child.stdin.on('error', () => {});
  req.pipe(child.stdin);
  res.on('close', () => child.kill());

  let head = Buffer.alloc(0);
  let inBody = false;
  child.stdout.on('data', (chunk: Buffer) => {
    if (inBody) {
      res.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const headers = parseCgiHead(head.subarray(0, end).toString('latin1'));
    res.writeHead(headers.status, headers.fields);
    res.write(head.subarray(end + 4));
    inBody = true;
  });
  child.stdout.on('end', () => (inBody ? res.end() : fail()));
  return new Promise(resolve => {
    child.on('close', () => resolve());
    // A program that can't be run never closes.
    child.on('error', () => resolve());
  });
}

/** Splits a CGI answer's head: `Status:` is the code, the rest are headers. @internal */
export function parseCgiHead(head: string): {
  status: number;
  fields: Record<string, string>;
} {
  const fields: Record<string, string> = {};
  let status = 200;
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') status = Number(value.slice(0, 3));
    else fields[name] = value;
  }
  return { status, fields };
}
