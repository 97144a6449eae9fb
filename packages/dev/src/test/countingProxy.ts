/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  createServer,
  IncomingMessage,
  request as httpRequest,
  Server,
} from 'node:http';
import {
  createServer as createTlsServer,
  request as httpsRequest,
} from 'node:https';
import { AddressInfo, Socket } from 'node:net';

/** What a proxy stands in front of. */
export interface CountedUpstream {
  name: string;
  url: string;
  /** For an https upstream: the certificate authority to check it by, and what the proxy itself serves with. */
  tls?: { ca: string; cert: string; key: string };
}

/** A proxy that passes everything on and counts the requests. */
export interface CountingProxy {
  name: string;
  url: string;
  /** Requests so far, by method and path without query. */
  counts(): Record<string, number>;
  /** Sends this bearer token in place of the caller's, as if it had been revoked or mistyped. */
  overrideToken(token: string | undefined): void;
  close(): Promise<void>;
}

/**
 * Starts a proxy on a free loopback port. It is how the tests know how often upstreams are called, whoever calls. A stream counts as one
 * request, when it begins.
 */
export async function startCountingProxy(
  upstream: CountedUpstream,
): Promise<CountingProxy> {
  const target = new URL(upstream.url);
  const counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  let token: string | undefined;
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;

  const handler = (
    incoming: IncomingMessage,
    outgoing: import('node:http').ServerResponse,
  ) => {
    const key = `${incoming.method} ${(incoming.url ?? '/').split('?')[0]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const forwarded = send(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: {
          ...incoming.headers,
          host: target.host,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        ca: upstream.tls?.ca,
      },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        // Watches send nothing at first; their headers must not wait.
        outgoing.flushHeaders();
        answer.pipe(outgoing);
        answer.on('error', () => outgoing.destroy());
      },
    );
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  };

  const server: Server = upstream.tls
    ? createTlsServer(
        { cert: upstream.tls.cert, key: upstream.tls.key },
        handler,
      )
    : createServer(handler);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    name: upstream.name,
    url: `${target.protocol}//127.0.0.1:${port}`,
    counts: () => Object.fromEntries(counts),
    overrideToken: value => {
      token = value;
      // A stream that is open was let in by the old one.
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
