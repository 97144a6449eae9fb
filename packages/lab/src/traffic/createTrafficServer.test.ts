/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TrafficClient } from '../scenarios/TrafficClient';
import { temporaryFolder } from '../testUtils';
import { ControlStore } from './controls';
import { createTrafficServer } from './createTrafficServer';

describe('createTrafficServer', () => {
  const file = join(temporaryFolder(), 'controls.json');
  let server: Server;
  let url: string;
  let controls: ControlStore;

  beforeAll(async () => {
    controls = await ControlStore.load(file);
    server = createTrafficServer(
      {
        ready: () => true,
        mesh: () => 'mesh 1\n',
        pod: (namespace, name) =>
          namespace === 'shop' && name === 'up' ? 'pod 1\n' : undefined,
      },
      controls,
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => new Promise(resolve => server.close(resolve)));

  it.each([
    ['/metrics', 200, 'mesh 1\n'],
    ['/healthz', 200, 'ok\n'],
    ['/pods/shop/up/metrics', 200, 'pod 1\n'],
    ['/pods/shop/dead/metrics', 503, 'the process does not answer\n'],
    ['/other', 404, 'not found\n'],
  ])('answers %s with %d', async (path, status, body) => {
    const response = await fetch(url + path);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(body);
  });

  it('adds controls, keeps them in a file, and removes them', async () => {
    const client = TrafficClient.create(url);
    await client.set('shop', 'cart', { errorRatio: 0.3 });
    await client.set('shop', 'cart', { latencyMs: 900 });
    expect(controls.get('shop', 'cart')).toEqual({
      errorRatio: 0.3,
      latencyMs: 900,
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(controls.all());
    const again = await ControlStore.load(file);
    expect(again.get('shop', 'cart')).toEqual({
      errorRatio: 0.3,
      latencyMs: 900,
    });
    await client.remove('shop', 'cart');
    expect(controls.get('shop', 'cart')).toEqual({});
  });

  it.each([
    ['a ratio above 1', { errorRatio: 2 }],
    ['an unknown key', { speed: 1 }],
    [
      'an annotation that is not the lab’s',
      { podAnnotations: { owner: 'me' } },
    ],
  ])('refuses %s', async (_, body) => {
    const response = await fetch(`${url}/control/services/shop/cart`, {
      method: 'PUT',
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(controls.get('shop', 'cart')).toEqual({});
  });
});
