/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  RecordedRequest,
  TestServer,
  answerJson,
} from '@openpolicy/plugin-service-health-node/testUtils';
import { ArgoCdClient } from './ArgoCdClient';
import { makeApplication } from './__testUtils__/applications';
import { ApplicationStreamFrame } from './streamFrames';

type Handler = (request: RecordedRequest, response: ServerResponse) => void;

describe('ArgoCdClient', () => {
  const closing: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) {
      await close();
    }
  });

  async function serve(handler: Handler): Promise<TestServer> {
    const server = await TestServer.start(handler);
    closing.push(() => server.close());
    return server;
  }

  function connect(
    url: string,
    options?: Partial<Parameters<typeof ArgoCdClient.create>[0]>,
  ): ArgoCdClient {
    const client = ArgoCdClient.create({
      url,
      credential: { kind: 'token', token: 'CANARY', key: 'argocd.token' },
      ...options,
      limits: { listBytes: 4096, applicationBytes: 4096, ...options?.limits },
    });
    closing.push(() => client.close());
    return client;
  }

  const name = {
    namespace: 'argocd',
    name: 'api-gateway',
    project: 'openpolicy-platform',
  };
  const json = { 'content-type': 'application/json' };

  it('sends the token, the namespace and the project', async () => {
    const server = await serve((_request, response) =>
      answerJson(response, makeApplication()),
    );
    await connect(`${server.url}/prefix`).getApplication(name);
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      url: '/prefix/api/v1/applications/api-gateway?appNamespace=argocd&project=openpolicy-platform',
      headers: { authorization: 'Bearer CANARY' },
    });
  });

  it('reads the version without a token', async () => {
    const server = await serve((_request, response) =>
      answerJson(response, { Version: 'v3.5.7' }),
    );
    await expect(connect(server.url).getVersion()).resolves.toBe('v3.5.7');
    expect(server.requests[0].headers.authorization).toBeUndefined();
  });

  it.each([
    [
      'a page instead of JSON',
      'contentType',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html>sign in</html>');
      },
    ],
    [
      'broken JSON',
      'garbage',
      (response: ServerResponse) => {
        response.writeHead(200, json);
        response.end('{"items": [');
      },
    ],
    [
      'JSON that is no list',
      'garbage',
      (response: ServerResponse) => {
        answerJson(response, ['surprise']);
      },
    ],
    [
      'a cut answer',
      'connection',
      (response: ServerResponse) => {
        response.writeHead(200, { ...json, 'content-length': '1000' });
        response.write('{"items"');
        response.destroy();
      },
    ],
    [
      'an answer above the limit',
      'tooLarge',
      (response: ServerResponse) => {
        response.writeHead(200, json);
        response.end(JSON.stringify({ items: [], x: 'y'.repeat(5000) }));
      },
    ],
    ['no answer', 'timeout', () => {}],
    [
      'a slow drip',
      'timeout',
      (response: ServerResponse) => {
        response.writeHead(200, json);
        const timer = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(timer));
      },
    ],
    [
      'a compressed answer',
      'contentType',
      (response: ServerResponse) => {
        response.writeHead(200, { ...json, 'content-encoding': 'gzip' });
        response.end(gzipSync('x'.repeat(1_000_000)));
      },
    ],
  ])('refuses %s', async (_what, kind, answer) => {
    const server = await serve((_request, response) => answer(response));
    // Short only where it is what ends the request.
    const limits = kind === 'timeout' ? { listDeadlineMs: 150 } : {};
    await expect(
      connect(server.url, { limits }).listApplications(),
    ).rejects.toMatchObject({ name: 'UpstreamFault', kind });
  });

  it('does not follow redirects', async () => {
    const canary = await serve((_request, response) =>
      answerJson(response, { metadata: {}, items: [] }),
    );
    const server = await serve((_request, response) => {
      response.writeHead(302, { location: canary.url });
      response.end();
    });
    await expect(connect(server.url).listApplications()).rejects.toMatchObject({
      kind: 'redirect',
    });
    expect(canary.requests).toEqual([]);
  });

  it.each([
    [401, { code: 16, message: 'invalid session' }],
    [403, { code: 7, message: 'permission denied' }],
    [404, { code: 5, message: 'not found' }],
    [500, { code: 13, message: 'internal' }],
  ])('tells code and message of a %s', async (status, body) => {
    const server = await serve((_request, response) =>
      answerJson(response, body, status),
    );
    await expect(
      connect(server.url).getApplication(name),
    ).rejects.toMatchObject({ name: 'ArgoCdError', status, ...body });
  });

  it('tells only the status of an error page', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<html>CANARY</html>');
    });
    await expect(
      connect(server.url).getApplication(name),
    ).rejects.toMatchObject({
      status: 502,
      code: undefined,
      message: 'HTTP status 502',
    });
  });

  it('takes an error inside a 200 for an error', async () => {
    const server = await serve((_request, response) =>
      answerJson(response, { error: 'x', code: 14, message: 'no backend' }),
    );
    await expect(
      connect(server.url).getApplication(name),
    ).rejects.toMatchObject({ name: 'ArgoCdError', code: 14 });
  });

  it.each([
    '..',
    '.',
    '../../account',
    'a/b',
    'a%2fb',
    'a?x=y',
    'a#b',
    'A',
    '',
    'a b',
    'a\n',
    '-a',
    'a..b',
    'ä',
    'a'.repeat(254),
    '__proto__',
  ])('refuses the name %j before any request', async bad => {
    const server = await serve((_request, response) =>
      answerJson(response, makeApplication()),
    );
    const client = connect(server.url);
    for (const part of ['name', 'namespace', 'project']) {
      const wrong = { ...name, [part]: bad };
      await expect(client.getApplication(wrong)).rejects.toMatchObject({
        name: 'InputError',
      });
      await expect(
        client.syncApplication(wrong, { prune: false, infos: [] }),
      ).rejects.toMatchObject({ name: 'InputError' });
    }
    expect(server.requests).toEqual([]);
  });

  it('posts a sync as JSON', async () => {
    const server = await serve((_request, response) =>
      answerJson(response, makeApplication()),
    );
    const infos = [{ name: 'portal-request-id', value: 'r-17' }];
    await connect(server.url).syncApplication(name, { prune: true, infos });
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'POST',
      url: '/api/v1/applications/api-gateway/sync',
      headers: { 'content-type': 'application/json' },
    });
    expect(JSON.parse(request.body)).toEqual({
      name: 'api-gateway',
      appNamespace: 'argocd',
      project: 'openpolicy-platform',
      prune: true,
      infos,
    });
  });

  it('signs in once for many requests, and again when the session ends', async () => {
    let session = 'first';
    const server = await serve((request, response) => {
      if (request.url === '/api/v1/session') {
        answerJson(response, { token: session });
      } else if (request.headers.authorization === `Bearer ${session}`) {
        answerJson(response, makeApplication());
      } else {
        answerJson(response, { code: 16, message: 'expired' }, 401);
      }
    });
    const client = connect(server.url, {
      credential: {
        kind: 'password',
        username: 'portal',
        password: 'CANARY',
        key: 'argocd.password',
      },
    });
    const logins = () =>
      server.calls.filter(call => call === 'POST /api/v1/session').length;
    await Promise.all([1, 2, 3].map(() => client.getApplication(name)));
    expect(logins()).toBe(1);
    session = 'second';
    await client.getApplication(name);
    expect(logins()).toBe(2);
  });

  it('asks once more at most when a session is refused', async () => {
    const server = await serve((request, response) =>
      request.url === '/api/v1/session'
        ? answerJson(response, { token: 'any' })
        : answerJson(response, { code: 16, message: 'no' }, 401),
    );
    const client = connect(server.url, {
      credential: {
        kind: 'password',
        username: 'portal',
        password: 'CANARY',
        key: 'argocd.password',
      },
    });
    await expect(client.getApplication(name)).rejects.toMatchObject({
      status: 401,
    });
    expect(server.requests).toHaveLength(4);
  });

  describe('streamApplications', () => {
    async function framesOf(
      contentType: string,
      ...chunks: string[]
    ): Promise<ApplicationStreamFrame[]> {
      const server = await serve((_request, response) => {
        response.writeHead(200, { 'content-type': contentType });
        for (const chunk of chunks) {
          response.write(chunk);
        }
        response.end();
      });
      const frames: ApplicationStreamFrame[] = [];
      for await (const frame of connect(server.url).streamApplications()) {
        frames.push(frame);
      }
      return frames;
    }

    const small = { metadata: { name: 'a' } };
    const event = (type: string, application: unknown = small) =>
      JSON.stringify({ result: { type, application } });

    it('reads server-sent events, cut anywhere', async () => {
      const text = `data: ${event('ADDED')} \n\n:\ndata: ${event(
        'DELETED',
      )} \n\n`;
      const cut = [text.slice(0, 9), text.slice(9, 61), text.slice(61)];
      await expect(framesOf('text/event-stream', ...cut)).resolves.toEqual([
        { type: 'opened' },
        { type: 'changed', application: small },
        { type: 'alive' },
        { type: 'deleted', application: small },
      ]);
    });

    it('reads plain JSON lines of older servers', async () => {
      await expect(
        framesOf('application/json', `${event('MODIFIED')}\n`),
      ).resolves.toEqual([
        { type: 'opened' },
        { type: 'changed', application: small },
      ]);
    });

    it.each([
      ['broken JSON', 'data: {"result": \n\n'],
      ['an unknown type', `data: ${event('BOOKMARK')}\n\n`],
      ['an object without metadata', `data: ${event('ADDED', {})}\n\n`],
      ['an array', 'data: [1,2]\n\n'],
      ['a huge object', `data: ${event('ADDED', { x: 'y'.repeat(9000) })}\n\n`],
    ])('skips %s and goes on', async (_what, text) => {
      const frames = await framesOf(
        'text/event-stream',
        text,
        `data: ${event('ADDED')}\n\n`,
      );
      expect(frames.map(({ type }) => type)).toEqual([
        'opened',
        'skipped',
        'changed',
      ]);
    });

    it('drops a last event that was cut off', async () => {
      const frames = await framesOf(
        'text/event-stream',
        `data: ${event('ADDED').slice(0, 20)}`,
      );
      expect(frames).toEqual([{ type: 'opened' }]);
    });

    it('throws the error that the gateway ends a stream with', async () => {
      await expect(
        framesOf(
          'application/json',
          '{"error":{"grpc_code":14,"http_code":503,"message":"closing"}}\n',
        ),
      ).rejects.toMatchObject({ name: 'ArgoCdError', code: 14, status: 503 });
    });

    it('refuses a page', async () => {
      await expect(framesOf('text/html', '<html>')).rejects.toMatchObject({
        kind: 'contentType',
      });
    });
  });

  it('trusts the certificate authority of its instance and no other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'argocd-client-'));
    closing.push(async () => rmSync(folder, { recursive: true }));
    const key = join(folder, 'key.pem');
    const cert = join(folder, 'cert.pem');
    execFileSync(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=lab -addext subjectAltName=IP:127.0.0.1 -keyout ${key} -out ${cert}`.split(
        ' ',
      ),
      { stdio: 'ignore' },
    );
    const ca = readFileSync(cert, 'utf8');
    const server = createServer(
      { key: readFileSync(key), cert: ca },
      (_request, response) => answerJson(response, { Version: 'v3.5.7' }),
    );
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closing.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const url = `https://127.0.0.1:${port}`;

    await expect(connect(url, { ca }).getVersion()).resolves.toBe('v3.5.7');
    await expect(connect(url).getVersion()).rejects.toMatchObject({
      kind: 'certificate',
      mayHaveActed: false,
    });
    await expect(
      connect(url.replace('127.0.0.1', 'localhost'), { ca }).getVersion(),
    ).rejects.toMatchObject({ kind: 'certificate' });
  });

  it('says that nothing was sent where nobody listens', async () => {
    const server = await TestServer.start(() => {});
    const { url } = server;
    await server.close();
    await expect(connect(url).getVersion()).rejects.toMatchObject({
      kind: 'refused',
      mayHaveActed: false,
    });
  });
});
