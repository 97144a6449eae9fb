/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GoldenPathClient } from './GoldenPathClient';
import { describeError } from './errors';

describe('GoldenPathClient', () => {
  const SYSTEM = 'system:default/Shop';
  let requests: Array<{ url: string; init?: RequestInit }>;
  let answer: { status: number; body: unknown };
  const client = GoldenPathClient.create({
    fetchApi: {
      fetch: async (url, init) => {
        requests.push({ url: String(url), init });
        const text = JSON.stringify(answer.body);
        return {
          ok: answer.status < 400,
          status: answer.status,
          statusText: '',
          headers: new Headers({ 'content-type': 'application/json' }),
          json: async () => JSON.parse(text),
          text: async () => text,
        } as Response;
      },
    },
  });

  beforeEach(() => {
    requests = [];
    answer = { status: 200, body: {} };
  });

  it.each([
    [
      'the ports of a platform',
      () => client.getPorts(SYSTEM),
      'GET',
      '/platforms/default/shop/ports',
      undefined,
    ],
    [
      'where a platform is delivered',
      () => client.getDeliveries(SYSTEM),
      'GET',
      '/platforms/default/shop/deliveries',
      undefined,
    ],
    [
      'for a reservation',
      () => client.reservePort(SYSTEM, { service: 'coupons', port: 7042 }),
      'POST',
      '/platforms/default/shop/reservations',
      { service: 'coupons', port: 7042 },
    ],
    [
      'what is wrong with a draft',
      () => client.validate({ name: 'coupons' }),
      'POST',
      '/validations',
      { draft: { name: 'coupons' } },
    ],
    [
      'for the source of a service',
      () => client.getSource('Component:default/Coupons'),
      'GET',
      '/services/component/default/coupons/source',
      undefined,
    ],
    [
      'for the skeleton of a template',
      () => client.getSkeleton('template:default/service', 'go'),
      'GET',
      '/templates/default/service/skeletons/go',
      undefined,
    ],
  ])('asks %s', async (_, ask, method, path, body) => {
    await ask();
    const [{ url, init }] = requests;
    expect(url).toBe(`plugin://golden-path${path}`);
    expect(init?.method ?? 'GET').toBe(method);
    expect(init?.body && JSON.parse(String(init.body))).toEqual(body);
  });

  it('never lets a name leave its place in the path', async () => {
    await client.getPorts('system:default/..%2f..');
    expect(requests[0].url).toBe(
      'plugin://golden-path/platforms/default/..%252f../ports',
    );
  });

  it('rejects with what the server said', async () => {
    answer = {
      status: 409,
      body: {
        error: {
          name: 'ConflictError',
          message: "7042 is reserved for 'cart'.",
        },
        response: { statusCode: 409 },
      },
    };
    const error = await client
      .reservePort(SYSTEM, { service: 'coupons', port: 7042 })
      .catch(e => e);
    expect(describeError(error)).toBe("7042 is reserved for 'cart'.");
  });
});
