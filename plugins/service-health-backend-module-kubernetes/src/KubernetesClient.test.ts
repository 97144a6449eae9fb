/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { FakeTime } from '@openpolicy/plugin-service-health-node/testUtils';
import { getGlobalDispatcher } from 'undici';
import { KubernetesClient, KubernetesClientLimits } from './KubernetesClient';
import { TestServer } from './__fixtures__/TestServer';

const TOKEN = 'secret-token-4711';
const NEVER = new AbortController().signal;

describe('KubernetesClient', () => {
  let server: TestServer;
  let client: KubernetesClient;

  beforeEach(async () => {
    server = await TestServer.create();
    connect();
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  function connect(
    options: { path?: string; limits?: Partial<KubernetesClientLimits> } = {},
  ) {
    client = KubernetesClient.create({
      cluster: {
        name: 'lab',
        url: `${server.url}${options.path ?? ''}`,
        serviceAccountToken: TOKEN,
        tokenKey: 'kubernetes.token',
        skipTLSVerify: false,
      },
      connections: 4,
      limits: options.limits,
    });
  }

  const answer = (write: (response: ServerResponse) => void) => {
    server.handle = (_request, response) => write(response);
  };
  const pods = (query: Record<string, string> = {}) => ({
    path: ['api', 'v1', 'pods'],
    query,
    signal: NEVER,
  });
  async function readAll(lines: AsyncIterable<unknown>) {
    const seen: unknown[] = [];
    for await (const line of lines) {
      seen.push(line);
    }
    return seen;
  }

  it('sends the token, refuses compression and encodes the query', async () => {
    answer(response => response.end('{}'));
    await client.list(pods({ continue: 'a&limit=1#?%', limit: '500' }));
    expect(server.requests).toEqual([
      {
        url: '/api/v1/pods?continue=a%26limit%3D1%23%3F%25&limit=500',
        headers: expect.objectContaining({
          authorization: `Bearer ${TOKEN}`,
          'accept-encoding': 'identity',
        }),
      },
    ]);
  });

  it('keeps the path prefix of the address', async () => {
    await client.close();
    connect({ path: '/k8s/clusters/c-1/' });
    answer(response => response.end('{}'));
    await client.list(pods());
    expect(server.requests[0].url).toBe('/k8s/clusters/c-1/api/v1/pods');
  });

  it.each(['..', 'a/b', 'pods?x', 'pods#x', '', 'a%2fb', 'Pods', 'a b'])(
    'sends no request for the path segment %p',
    async segment => {
      await expect(
        client.list({ path: ['api', segment], query: {}, signal: NEVER }),
      ).rejects.toThrow();
      expect(server.requests).toEqual([]);
    },
  );

  it.each([
    [301, 'refused'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [410, 'expired'],
    [429, 'throttled'],
    [500, 'serverError'],
    [503, 'serverError'],
  ])('classifies status %i as %s', async (status, code) => {
    answer(response => {
      response.writeHead(status, { location: '/elsewhere' });
      response.end('{"kind":"Status","message":"token abc rejected"}');
    });
    await expect(client.list(pods())).rejects.toMatchObject({
      code,
      message: expect.not.stringMatching(/abc|127\.0\.0\.1|secret/),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('knows an unreachable position by its cause', async () => {
    answer(response => {
      response.writeHead(504);
      response.end(
        JSON.stringify({
          reason: 'Timeout',
          details: { causes: [{ reason: 'ResourceVersionTooLarge' }] },
        }),
      );
    });
    await expect(client.list(pods())).rejects.toMatchObject({
      code: 'expired',
    });
  });

  it.each([
    ['the header', { 'retry-after': '7' }, '{}', 7_000],
    ['the body', {}, '{"details":{"retryAfterSeconds":3}}', 3_000],
    ['neither', {}, 'no json', undefined],
    ['a hostile header', { 'retry-after': '999999' }, '{}', 60_000],
  ])('takes the wait after 429 from %s', async (_name, headers, body, ms) => {
    answer(response => {
      response.writeHead(429, headers);
      response.end(body);
    });
    await expect(client.list(pods())).rejects.toMatchObject({
      code: 'throttled',
      retryAfterMs: ms,
    });
  });

  it('does not follow a redirect to another host', async () => {
    const canary = await TestServer.create();
    answer(response => {
      response.writeHead(302, { location: `${canary.url}/api/v1/pods` });
      response.end();
    });
    await expect(client.list(pods())).rejects.toMatchObject({
      code: 'refused',
    });
    expect(canary.requests).toEqual([]);
    await canary.close();
  });

  it('does not unpack a compressed body', async () => {
    answer(response => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(10_000_000, ' ')));
    });
    await expect(client.list(pods())).rejects.toMatchObject({
      code: 'refused',
    });
  });

  it('gives up on a list that drips', async () => {
    await client.close();
    connect({ limits: { requestMs: 200 } });
    let timer: NodeJS.Timeout | undefined;
    answer(response => {
      timer = setInterval(() => response.write(' '), 20);
    });
    await expect(client.list(pods())).rejects.toMatchObject({
      code: 'timeout',
    });
    clearInterval(timer);
  });

  it('gives up on a server that does not answer', async () => {
    await client.close();
    connect({ limits: { requestMs: 200, probeMs: 200 } });
    answer(() => {});
    await expect(client.list(pods())).rejects.toMatchObject({
      code: 'timeout',
    });
    await expect(client.watch(pods())).rejects.toMatchObject({
      code: 'timeout',
    });
    await expect(client.probe(NEVER)).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it.each([
    ['cut JSON', '{"items": [{', 'malformed'],
    ['a page of a proxy', '<html>', 'malformed'],
    ['an array', '[]', 'malformed'],
    ['a body above the limit', `"${'x'.repeat(3_000)}"`, 'tooLarge'],
  ])('does not take %s for an answer', async (_name, body, code) => {
    await client.close();
    connect({ limits: { pageBytes: 2_000 } });
    answer(response => response.end(body));
    await expect(client.list(pods())).rejects.toMatchObject({ code });
  });

  it('notices a body that ends too soon', async () => {
    answer(response => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{}');
      setImmediate(() => response.destroy());
    });
    await expect(client.list(pods())).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  it('survives keys that aim at prototypes', async () => {
    answer(response => response.end('{"__proto__": {"polluted": true}}'));
    await client.list(pods());
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads a watch line by line until the server ends it', async () => {
    answer(response => {
      response.write('{"n":1}\n{"n"');
      setImmediate(() => response.end(':2}\n'));
    });
    await expect(readAll(await client.watch(pods()))).resolves.toEqual([
      { n: 1 },
      { n: 2 },
    ]);
  });

  it('keeps a watch open for longer than a request may take', async () => {
    let end = () => {};
    answer(response => {
      response.flushHeaders();
      end = () => response.end('{"n":1}\n');
    });
    await FakeTime.during(async time => {
      const reading = readAll(await client.watch(pods()));
      await time.advance(31_000);
      end();
      await expect(reading).resolves.toEqual([{ n: 1 }]);
    });
  });

  it('reports a watch that breaks', async () => {
    answer(response => {
      response.write('{"n":1}\n');
      setTimeout(() => response.destroy(), 10);
    });
    await expect(readAll(await client.watch(pods()))).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  it('refuses an event above the limit', async () => {
    await client.close();
    connect({ limits: { eventBytes: 1_000 } });
    answer(response => response.write('x'.repeat(2_000)));
    await expect(readAll(await client.watch(pods()))).rejects.toMatchObject({
      code: 'tooLarge',
    });
  });

  it('closes the connection of a watch when the reader leaves', async () => {
    const closed = new Promise<void>(resolve => {
      answer(response => {
        response.on('close', resolve);
        response.write('{"n":1}\n');
      });
    });
    for await (const _line of await client.watch(pods())) {
      break;
    }
    await expect(closed).resolves.toBeUndefined();
  });

  it('ends a watch that nobody reads yet when its signal aborts', async () => {
    const controller = new AbortController();
    const closed = new Promise<void>(resolve => {
      answer(response => {
        response.on('close', resolve);
        response.flushHeaders();
      });
    });
    await client.watch({ ...pods(), signal: controller.signal });
    controller.abort();
    await expect(closed).resolves.toBeUndefined();
  });

  it.each([200, 403, 404])('takes %i on the probe for life', async status => {
    answer(response => {
      response.statusCode = status;
      response.end();
    });
    await expect(client.probe(NEVER)).resolves.toBeUndefined();
    expect(server.requests[0].url).toBe('/livez');
  });

  it.each([401, 500, 302])(
    'does not take %i on the probe for life',
    async status => {
      answer(response => {
        response.statusCode = status;
        response.end();
      });
      await expect(client.probe(NEVER)).rejects.toThrow();
    },
  );

  it('names the code of a refused connection', async () => {
    await server.close();
    await expect(client.list(pods())).rejects.toMatchObject({
      code: 'unreachable',
      message: 'the connection failed (ECONNREFUSED)',
    });
    server = await TestServer.create();
  });

  it('leaves the dispatcher of everybody else alone', async () => {
    const before = getGlobalDispatcher();
    answer(response => response.end('{}'));
    await client.list(pods());
    expect(getGlobalDispatcher()).toBe(before);
  });
});
