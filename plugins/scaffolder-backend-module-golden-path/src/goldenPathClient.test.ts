/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials } from '@backstage/backend-test-utils';
import { GoldenPathServer } from './__testUtils__/GoldenPathServer';

const credentials = mockCredentials.user('user:default/ada');

describe('DefaultGoldenPathClient', () => {
  let server: GoldenPathServer;

  beforeEach(async () => {
    server = await GoldenPathServer.start();
  });

  afterEach(() => server.close());

  it('asks as the user, for the plugin alone', async () => {
    server.says(200, { findings: [] });
    await server.client().validate({ name: 'coupons' }, { credentials });
    expect(server.requests).toEqual([
      {
        route: 'POST /api/golden-path/validations',
        authorization: mockCredentials.service.header({
          onBehalfOf: credentials,
          targetPluginId: 'golden-path',
        }),
        body: { draft: { name: 'coupons' } },
      },
    ]);
  });

  it.each([
    [400, 'InputError'],
    [401, 'AuthenticationError'],
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [503, 'ServiceUnavailableError'],
  ])('throws what the backend said by %d as %s', async (status, name) => {
    server.refuses(status, 'Port 7042 is taken.');
    await expect(
      server
        .client()
        .reservePort('system:default/shop', { service: 'x' }, { credentials }),
    ).rejects.toMatchObject({ name, message: 'Port 7042 is taken.' });
  });

  it.each([
    [500, 'boom', 'it answered with HTTP status 500'],
    [502, '<html>', 'it answered with HTTP status 502'],
    [409, '<html>', 'it answered with HTTP status 409'],
    [200, 'nonsense', 'its answer cannot be read'],
    [200, { findings: 7 }, 'its answer cannot be read'],
  ])('makes nothing of %d %j', async (status, answer, words) => {
    server.says(status, answer);
    const error = await server
      .client()
      .validate({}, { credentials })
      .catch(thrown => thrown);
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toContain(words);
  });

  it('does not wait for a silent backend beyond its deadline', async () => {
    server.isSilent = true;
    await expect(
      server.client({ deadlineMs: 200 }).validate({}, { credentials }),
    ).rejects.toThrow('it does not answer in time');
  });

  it('says that the backend is down', async () => {
    const client = server.client();
    await server.close();
    await expect(client.validate({}, { credentials })).rejects.toThrow(
      'it does not answer (ECONNREFUSED)',
    );
    server = await GoldenPathServer.start();
  });

  it('stops when the task is cancelled', async () => {
    server.isSilent = true;
    const controller = new AbortController();
    const asked = server
      .client()
      .validate({}, { credentials, signal: controller.signal });
    controller.abort(new Error('cancelled'));
    await expect(asked).rejects.toThrow('cancelled');
  });

  it('lets no name leave its place in the path', async () => {
    server.says(201, { port: 7042, expiresAt: 'x' });
    await server
      .client()
      .reservePort('system:default/a?b#c', { service: 'x' }, { credentials });
    expect(server.requests[0].route).toBe(
      'POST /api/golden-path/platforms/default/a%3Fb%23c/reservations',
    );
  });
});
