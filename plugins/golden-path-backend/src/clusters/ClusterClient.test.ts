/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApiServer } from '../__testUtils__/ApiServer';
import { ClusterClient } from './ClusterClient';

describe('ClusterClient', () => {
  let apiServer: ApiServer;
  let client: ClusterClient;

  beforeEach(async () => {
    apiServer = await ApiServer.start();
    client = ClusterClient.create(
      { ...apiServer.config, ca: apiServer.ca },
      { deadlineMs: 300 },
    );
  });

  afterEach(async () => {
    await client.close();
    await apiServer.close();
  });

  it('does not wait for a silent API server beyond its deadline', async () => {
    apiServer.isSilent = true;
    const begun = performance.now();
    await expect(client.ask({ path: ['api', 'v1'] })).rejects.toThrow(
      "Cluster 'stage-1' cannot be asked: it does not answer in time",
    );
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it('stops when nobody waits for the answer any more', async () => {
    apiServer.isSilent = true;
    const controller = new AbortController();
    const asked = client.ask({
      path: ['api', 'v1'],
      signal: controller.signal,
    });
    controller.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
  });

  it.each([['..'], ['.'], ['']])('lets no %j out of its place', async name => {
    await expect(
      client.ask({ path: ['api', 'v1', 'namespaces', name, 'services'] }),
    ).rejects.toThrow('cannot be asked: a name');
    expect(apiServer.requests).toEqual([]);
  });

  it('encodes what a name must not mean', async () => {
    await client.ask({ path: ['api', 'v1', 'a/b?c'] });
    expect(apiServer.requests).toEqual(['GET /api/v1/a%2Fb%3Fc']);
  });
});
