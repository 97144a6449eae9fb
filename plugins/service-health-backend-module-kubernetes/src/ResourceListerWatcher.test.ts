/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesClient } from './KubernetesClient';
import { ResourceListerWatcher } from './ResourceListerWatcher';
import { TestServer } from './__fixtures__/TestServer';
import { RESOURCES } from './resources';

const signal = new AbortController().signal;
const resource = (plural: string) =>
  RESOURCES.find(candidate => candidate.plural === plural)!;

describe('ResourceListerWatcher', () => {
  let server: TestServer;
  let client: KubernetesClient;

  beforeEach(async () => {
    server = await TestServer.create();
    client = KubernetesClient.create({
      cluster: {
        name: 'lab',
        url: server.url,
        serviceAccountToken: 'token',
        tokenKey: 'key',
        skipTLSVerify: false,
      },
      connections: 2,
    });
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  const answerWith = (body: unknown) => {
    server.handle = (_request, response) =>
      response.end(`${JSON.stringify(body)}\n`);
  };

  it.each([
    ['pods', undefined, undefined, '/api/v1/pods?limit=500'],
    [
      'deployments',
      undefined,
      undefined,
      '/apis/apps/v1/deployments?limit=500',
    ],
    [
      'horizontalpodautoscalers',
      'team-a',
      undefined,
      '/apis/autoscaling/v2/namespaces/team-a/horizontalpodautoscalers?limit=500',
    ],
    [
      'pods',
      undefined,
      'backstage.io/kubernetes-id',
      '/api/v1/pods?labelSelector=backstage.io%2Fkubernetes-id&limit=500',
    ],
    [
      'events',
      undefined,
      'backstage.io/kubernetes-id',
      '/api/v1/events?fieldSelector=type%3DWarning&limit=500',
    ],
  ])(
    'lists %s in namespace %p with selector %p',
    async (plural, namespace, labelSelector, url) => {
      answerWith({
        kind: `${resource(plural).kind}List`,
        metadata: { resourceVersion: '1' },
        items: [],
      });
      await ResourceListerWatcher.create({
        client,
        resource: resource(plural),
        namespace,
        labelSelector,
      }).list({ limit: 500, signal });
      expect(server.requests[0].url).toBe(url);
    },
  );

  it('watches with bookmarks from the given version', async () => {
    answerWith({ type: 'BOOKMARK', object: { metadata: {} } });
    await ResourceListerWatcher.create({
      client,
      resource: resource('pods'),
    }).watch({ resourceVersion: '42', timeoutSeconds: 301, signal });
    expect(server.requests[0].url).toBe(
      '/api/v1/pods?watch=true&allowWatchBookmarks=true&resourceVersion=42&timeoutSeconds=301',
    );
  });

  it('adds kind and version, which items of lists lack', async () => {
    answerWith({
      kind: 'DeploymentList',
      metadata: { resourceVersion: '9', continue: 'next' },
      items: [{ metadata: { name: 'a' } }, 'no object'],
    });
    await expect(
      ResourceListerWatcher.create({
        client,
        resource: resource('deployments'),
      }).list({ limit: 2, signal }),
    ).resolves.toEqual({
      resourceVersion: '9',
      continue: 'next',
      items: [
        { kind: 'Deployment', apiVersion: 'apps/v1', metadata: { name: 'a' } },
      ],
    });
  });

  it.each([
    ['an error with status 200', { kind: 'Status', code: 500 }],
    ['a list of another kind', { kind: 'SecretList', metadata: {}, items: [] }],
    ['a list without version', { kind: 'PodList', metadata: {}, items: [] }],
    [
      'a list without items',
      { kind: 'PodList', metadata: { resourceVersion: '1' } },
    ],
    ['something else', { ok: true }],
  ])('does not take %s for an empty cluster', async (_name, body) => {
    answerWith(body);
    await expect(
      ResourceListerWatcher.create({
        client,
        resource: resource('pods'),
      }).list({ limit: 500, signal }),
    ).rejects.toMatchObject({ code: 'malformed' });
  });

  it.each([{ type: 'HELLO', object: {} }, { type: 'ADDED' }, { ok: true }])(
    'does not take %p for an event',
    async body => {
      answerWith(body);
      const events = await ResourceListerWatcher.create({
        client,
        resource: resource('pods'),
      }).watch({ resourceVersion: '1', timeoutSeconds: 300, signal });
      await expect(
        (async () => {
          for await (const _event of events) {
            // Only the error matters.
          }
        })(),
      ).rejects.toMatchObject({ code: 'malformed' });
    },
  );
});
