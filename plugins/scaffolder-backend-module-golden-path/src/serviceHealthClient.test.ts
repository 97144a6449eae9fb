/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { FakeServiceHealth } from './__testUtils__/FakeServiceHealth';
import { ENTITY_REF, snapshotOf } from './__testUtils__/snapshots';
import { DefaultServiceHealthClient } from './serviceHealthClient';

describe('DefaultServiceHealthClient', () => {
  let health: FakeServiceHealth;
  const credentials = mockCredentials.user();

  beforeEach(async () => {
    health = await FakeServiceHealth.start();
  });
  afterEach(() => health.close());

  const get = (entityRef = ENTITY_REF, signal?: AbortSignal) =>
    health
      .client({ deadlineMs: 150 })
      .getSnapshot(entityRef, { credentials, signal });

  it('reads a snapshot', async () => {
    health.answer = () => snapshotOf();
    expect((await get())?.verdict.headline).toBe('Healthy');
  });

  it('keeps a name within its part of the path', async () => {
    await get('component:default/a/../../x');
    expect(health.requests[0].path).toBe(
      '/api/service-health/services/component/default/a%2F..%2F..%2Fx',
    );
  });

  it.each<[string, number | 'silence' | 'nonsense', string, RegExp]>([
    ['an error', 500, 'ServiceUnavailableError', /HTTP status 500/],
    ['silence', 'silence', 'ServiceUnavailableError', /not answer in time/],
    ['nonsense', 'nonsense', 'ServiceUnavailableError', /no snapshot/],
    ['a sign-in that has ended', 401, 'AuthenticationError', /sign-in/],
    ['no permission', 403, 'NotAllowedError', /may not read/],
  ])('tells %s from the others', async (_, answer, name, message) => {
    health.answer = () => answer;
    await expect(get()).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it('takes an unknown service for none', async () => {
    expect(await get()).toBeUndefined();
  });

  it('waits for keys that cannot be had at present', async () => {
    const client = DefaultServiceHealthClient.create({
      auth: mockServices.auth.mock({
        getPluginRequestToken: async () => {
          throw new Error('The database is closed: postgres://u:p@h/d');
        },
      }),
      discovery: mockServices.discovery(),
    });
    const error: Error = await client
      .getSnapshot(ENTITY_REF, { credentials })
      .then(
        () => new Error('it was answered'),
        thrown => thrown,
      );
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).not.toContain('postgres');
  });

  it('throws the reason of a signal that aborts', async () => {
    health.answer = () => 'silence';
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('cancelled')), 20);
    await expect(get(ENTITY_REF, controller.signal)).rejects.toThrow(
      'cancelled',
    );
  });
});
