/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { anAttempt, errorBody, FakePage, FakeServer } from '../__fixtures__';
import { describeError } from './errors';
import { ServiceHealthClient } from './ServiceHealthClient';

const SYNCS = '/services/component/default/api-gateway/syncs';

describe('ServiceHealthClient', () => {
  const request = {
    entityRef: 'Component:default/api-gateway',
    applicationId: 'app-1',
    idempotencyKey: 'key-1',
    prune: false,
  };
  let server: FakeServer;
  let client: ServiceHealthClient;

  beforeEach(() => {
    server = new FakeServer();
    client = ServiceHealthClient.create({
      discoveryApi: server.discoveryApi,
      fetchApi: server,
      page: new FakePage() as never,
    });
  });

  it('posts a sync with the opaque id and no name of upstream', async () => {
    server.answer = () => ({ status: 202, body: anAttempt() });
    await expect(client.requestSync(request)).resolves.toEqual(anAttempt());
    expect(server.requests[0]).toMatchObject({ path: SYNCS, method: 'POST' });
    expect(JSON.parse(server.requests[0].body!)).toEqual({
      applicationId: 'app-1',
      idempotencyKey: 'key-1',
      prune: false,
    });
  });

  it('lists the attempts', async () => {
    server.answer = () => ({ status: 200, body: { items: [anAttempt()] } });
    await expect(client.listSyncs(request.entityRef)).resolves.toEqual([
      anAttempt(),
    ]);
    expect(server.paths).toEqual([SYNCS]);
  });

  it('rejects with what the server said', async () => {
    server.answer = () => ({
      status: 403,
      body: errorBody(403, 'Only owners may sync.', 'NotAllowedError'),
    });
    const error = await client.requestSync(request).catch(e => e);
    expect(describeError(error)).toBe('Only owners may sync.');
  });
});

describe('describeError', () => {
  it.each([
    [
      { response: { status: 502 }, body: errorBody(502, '<html>x</html>') },
      "The portal's server answered with status 502. Try again; if it stays, look at the server's log.",
    ],
    [
      { response: { status: 500 }, body: errorBody(500, 'x'.repeat(500)) },
      "The portal's server answered with status 500. Try again; if it stays, look at the server's log.",
    ],
    [{ response: { status: 401 } }, 'Your session ended. Sign in again.'],
    [
      new TypeError('Failed to fetch'),
      "The portal's server cannot be reached. Check your connection.",
    ],
    [new Error('Short.'), 'Short.'],
    ['?', "The portal's server gave no usable answer."],
  ])('says %j in words', (error, text) => {
    expect(describeError(error)).toBe(text);
  });
});
