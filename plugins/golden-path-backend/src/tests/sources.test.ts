/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { GitRepository } from '@openpolicy/plugin-golden-path-node';
import {
  shopEntities,
  startGitServer,
  TestGitServer,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { startPortal, TestPortal } from '../__testUtils__/startPortal';

const TEXT = '# Mind the queue.\nports:\n  - port: 7042\n';

describe('the source of a service', () => {
  let git: TestGitServer;
  let portal: TestPortal;
  let revision: string;

  beforeAll(async () => {
    git = await startGitServer();
    const repository = await GitRepository.open({
      url: `${git.baseUrl}/coupons.git`,
      auth: git.auth,
      orCreate: true,
    });
    ({ revision } = await repository.commitAndPush({
      message: 'Begin',
      author: { name: 'Ada', email: 'ada@example.com' },
      changes: [
        { path: 'service.yaml', content: TEXT },
        {
          path: 'catalog-info.yaml',
          content: 'kind: Component\nmetadata: { name: coupons }\n',
        },
        { path: 'apps/deep/service.yaml', content: 'deep: true\n' },
        {
          path: 'apps/deep/catalog-info.yaml',
          content:
            'kind: API\nmetadata: { name: deep }\n---\nkind: Component\nmetadata: { name: deep }\n',
        },
      ],
    }));
    await repository.close();
    const made = (name: string, location?: string): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        namespace: 'default',
        annotations: {
          'runtime.openpolicy.io/generator-version': '0.0.7',
          ...(location && { 'backstage.io/source-location': location }),
        },
      },
      spec: { type: 'service', lifecycle: 'production', owner: 'shop-team' },
    });
    portal = await startPortal({
      entities: [
        ...shopEntities('https://git.example.com/deploy.git'),
        made('coupons', 'url:https://browse.example.com/coupons/'),
        made('deep', `url:${git.baseUrl}/coupons/tree/main/apps/deep/`),
        made('bare', `url:${git.baseUrl}/coupons/tree/main/nowhere`),
        made('thief', `url:${git.baseUrl}/coupons`),
        made('gone', `url:${git.baseUrl}/gone`),
        made('foreign', 'url:http://169.254.169.254/latest'),
        made('local', 'file:/etc'),
        made('locked', `url:${git.baseUrl}/coupons`),
      ],
      goldenPath: {
        git: {
          servers: [
            {
              baseUrl: git.baseUrl,
              browseUrl: 'https://browse.example.com/{name}',
            },
          ],
        },
      },
      policy: (_, ref) => ref !== 'component:default/locked',
    });
  });

  afterAll(async () => {
    await portal.stop();
    await git.close();
  });

  const read = (name: string) =>
    portal.get(`/services/component/default/${name}/source`);

  it('is its service.yaml, with comments, at the tip of its repository', async () => {
    const { status, body } = await read('coupons');
    expect(body).toEqual({
      repository: `${git.baseUrl}/coupons.git`,
      browseUrl: 'https://browse.example.com/coupons',
      path: 'service.yaml',
      text: TEXT,
      revision,
      generatorVersion: '0.0.7',
      currentGeneratorVersion: '0.1.0',
    });
    expect(status).toBe(200);
  });

  it('may lie in a folder of a branch', async () => {
    const { body } = await read('deep');
    expect(body).toMatchObject({
      path: 'apps/deep/service.yaml',
      text: 'deep: true\n',
    });
  });

  it.each([
    ['cart', 404, 'names no repository'],
    ['local', 404, 'names no repository'],
    ['nobody', 404, "no 'component:default/nobody'"],
    ['bare', 404, "no file 'nowhere/service.yaml' on branch 'main'"],
    ['thief', 404, "does not describe 'thief' in 'catalog-info.yaml'"],
    ['gone', 404, 'does not exist'],
    ['foreign', 403, 'on no Git server that the portal may call'],
    ['locked', 403, "You may not change 'component:default/locked'"],
  ])('of %s is answered by %d', async (name, status, words) => {
    const answer = await read(name);
    expect(answer.body.error.message).toContain(words);
    expect(answer.status).toBe(status);
  });
});
