/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConflictError } from '@backstage/errors';
import {
  FakeTime,
  answerJson,
} from '@openpolicy/plugin-service-health-node/testUtils';
import { ArgoCdClient, ArgoCdClientLimits } from './ArgoCdClient';
import { ArgoCdDeliveryProvider } from './ArgoCdDeliveryProvider';
import { FakeArgoCd } from './__testUtils__/FakeArgoCd';
import { makeApplication } from './__testUtils__/applications';

describe('ArgoCdDeliveryProvider', () => {
  let argoCd: FakeArgoCd;
  let client: ArgoCdClient;
  let provider: ArgoCdDeliveryProvider;
  const verify = jest.fn();

  const request = {
    application: {
      namespace: 'argocd',
      name: 'checkout',
      project: 'openpolicy-platform',
    },
    requestId: 'r-17',
    requestedBy: 'user:default/guest',
    prune: false,
    verify,
  };

  beforeEach(async () => {
    verify.mockReset();
    argoCd = await FakeArgoCd.start();
    argoCd.tokens.add('sync-token');
    argoCd.put(makeApplication('checkout'));
    connect();
  });

  /** Deadlines are the real ones unless they are what a test is about. */
  function connect(limits?: Partial<ArgoCdClientLimits>) {
    client = ArgoCdClient.create({
      url: argoCd.server.url,
      credential: { kind: 'token', token: 'sync-token', key: 'argocd.sync' },
      limits,
    });
    provider = ArgoCdDeliveryProvider.create({
      instance: 'lab',
      client,
      credentialKey: 'argocd.sync',
    });
  }

  afterEach(async () => {
    await client.close();
    await argoCd.close();
  });

  const posts = () =>
    argoCd.server.requests.filter(({ method }) => method === 'POST');

  it('verifies the live application, then sends one request with who and why', async () => {
    verify.mockImplementation(() => expect(posts()).toEqual([]));
    await provider.sync(request);
    expect(verify).toHaveBeenCalledTimes(1);
    expect(verify.mock.calls[0][0]).toMatchObject({
      backReference: { entityRef: 'component:default/checkout' },
      data: { name: 'checkout', project: 'openpolicy-platform' },
    });
    expect(posts()).toHaveLength(1);
    expect(JSON.parse(posts()[0].body)).toEqual({
      name: 'checkout',
      appNamespace: 'argocd',
      project: 'openpolicy-platform',
      prune: false,
      infos: [
        { name: 'portal-request-id', value: 'r-17' },
        { name: 'requested-by', value: 'user:default/guest' },
      ],
    });
  });

  it('sends nothing when the verification throws', async () => {
    const refusal = new ConflictError('the binding has changed');
    verify.mockImplementation(() => {
      throw refusal;
    });
    await expect(provider.sync(request)).rejects.toBe(refusal);
    expect(posts()).toEqual([]);
  });

  it('sends nothing when the application moved to another project', async () => {
    argoCd.put(makeApplication('checkout', { spec: { project: 'other' } }));
    await expect(provider.sync(request)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect(verify).not.toHaveBeenCalled();
    expect(posts()).toEqual([]);
  });

  it('sends nothing when it is shown another application', async () => {
    argoCd.applications.set('checkout', makeApplication('billing'));
    await expect(provider.sync(request)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(verify).not.toHaveBeenCalled();
    expect(posts()).toEqual([]);
  });

  it('sends nothing for a name that could change the path', async () => {
    const application = { ...request.application, name: '../../account' };
    await expect(
      provider.sync({ ...request, application }),
    ).rejects.toMatchObject({ name: 'InputError' });
    expect(argoCd.server.requests).toEqual([]);
  });

  it('sends nothing when Argo CD is down', async () => {
    connect({ getDeadlineMs: 150 });
    argoCd.mode = 'silent';
    await expect(provider.sync(request)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(posts()).toEqual([]);
  });

  it('sends nothing after it was cancelled', async () => {
    const controller = new AbortController();
    verify.mockImplementation(() => controller.abort());
    await expect(
      provider.sync({ ...request, signal: controller.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(posts()).toEqual([]);
  });

  it('names the key when the token is refused', async () => {
    argoCd.tokens.clear();
    argoCd.tokens.add('another');
    await expect(provider.sync(request)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining("'argocd.sync'"),
    });
    expect(posts()).toEqual([]);
  });

  it.each([
    [400, 9, 'another operation is already in progress', 'ConflictError'],
    [403, 7, 'cannot sync: blocked by sync window', 'NotAllowedError'],
    [403, 7, 'permission denied', 'NotAllowedError'],
    [504, 4, 'context deadline exceeded', 'SyncOutcomeUnknownError'],
  ])(
    'maps a %s with code %s and "%s" to %s',
    async (status, code, message, name) => {
      argoCd.onSync = (_request, response) =>
        answerJson(response, { error: message, code, message }, status);
      await expect(provider.sync(request)).rejects.toMatchObject({ name });
      expect(posts()).toHaveLength(1);
    },
  );

  it('does not know the outcome when the answer never comes', async () => {
    argoCd.onSync = () => {};
    await FakeTime.during(async time => {
      const outcome = provider.sync(request).catch(error => error.name);
      while (posts().length === 0) {
        await time.advance(1);
      }
      await time.advance(15_000);
      await expect(outcome).resolves.toBe('SyncOutcomeUnknownError');
    });
    expect(posts()).toHaveLength(1);
  });

  it.each<[string, NonNullable<FakeArgoCd['onSync']>]>([
    ['is cut', (_request, response) => response.destroy()],
    [
      'is a page',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html>');
      },
    ],
    ['is something else', (_request, response) => answerJson(response, {})],
  ])('does not know the outcome when the answer %s', async (_what, onSync) => {
    argoCd.onSync = onSync;
    await expect(provider.sync(request)).rejects.toMatchObject({
      name: 'SyncOutcomeUnknownError',
    });
    expect(posts()).toHaveLength(1);
  });

  it('refuses without a sync token, and says which key to set', async () => {
    const without = ArgoCdDeliveryProvider.create({
      instance: 'lab',
      credentialKey: 'argocd.sync',
    });
    await expect(without.sync(request)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining("Set 'argocd.sync'"),
    });
  });
});
