/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createServer, IncomingMessage, request } from 'node:http';
import { AddressInfo } from 'node:net';
import { startCountingProxy } from './countingProxy';

describe('startCountingProxy', () => {
  const upstream = createServer((incoming: IncomingMessage, answer) => {
    answer.setHeader('x-seen', incoming.headers.authorization ?? 'nothing');
    if (incoming.url === '/stream') {
      answer.write('first\n');
      return;
    }
    answer.end(`${incoming.method} ${incoming.url}`);
  });
  let url: string;

  beforeAll(async () => {
    await new Promise<void>(resolve =>
      upstream.listen(0, '127.0.0.1', resolve),
    );
    url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    upstream.closeAllConnections();
    upstream.close();
  });

  const get = (address: string) =>
    new Promise<{ body: string; seen: unknown }>((resolve, reject) => {
      const sent = request(
        address,
        { headers: { authorization: 'Bearer x' } },
        answer => {
          answer.once('data', data => {
            resolve({
              body: String(data),
              seen: answer.headers['x-seen'],
            });
            sent.destroy();
          });
        },
      );
      sent.on('error', reject);
      sent.end();
    });

  it('passes requests on with their headers, and counts them without their query', async () => {
    const proxy = await startCountingProxy({ name: 'test', url });
    expect(await get(`${proxy.url}/a/b?x=11`)).toEqual({
      body: 'GET /a/b?x=11',
      seen: 'Bearer x',
    });
    await get(`${proxy.url}/a/b?x=12`);
    expect(proxy.counts()).toEqual({ 'GET /a/b': 2 });
    await proxy.close();
  });

  it('sends another token when told to', async () => {
    const proxy = await startCountingProxy({ name: 'test', url });
    proxy.overrideToken('mistyped');
    expect((await get(`${proxy.url}/a`)).seen).toBe('Bearer mistyped');
    proxy.overrideToken(undefined);
    expect((await get(`${proxy.url}/a`)).seen).toBe('Bearer x');
    await proxy.close();
  });

  it('passes a stream on as it comes', async () => {
    const proxy = await startCountingProxy({ name: 'test', url });
    expect((await get(`${proxy.url}/stream`)).body).toBe('first\n');
    expect(proxy.counts()).toEqual({ 'GET /stream': 1 });
    await proxy.close();
  });
});
