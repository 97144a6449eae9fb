/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  coreServices,
  createServiceFactory,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import request from 'supertest';
import { goldenPathPlugin } from '../plugin';

const SHIPPED = resolve(
  __dirname,
  '../../../../templates/service/template.yaml',
);

const template = (
  name: string,
  annotations: Record<string, string>,
): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, namespace: 'default', annotations },
  spec: { type: 'service' },
});

describe('the skeleton of a template', () => {
  const folder = createMockDirectory();
  const asked: string[] = [];
  let backend: TestBackend;
  let mayCreate = true;

  const urlReader: UrlReaderService = {
    async readUrl() {
      throw new Error('not asked');
    },
    async search() {
      throw new Error('not asked');
    },
    async readTree(url) {
      asked.push(url);
      if (url.includes('/missing/')) {
        throw new NotFoundError('404');
      }
      if (url.includes('/down/')) {
        throw new Error('token ghp_secret was refused');
      }
      return {
        etag: '7',
        files: async () => [
          { path: 'src/b.ts', content: async () => Buffer.from('b\n') },
          { path: 'a.ts', content: async () => Buffer.from('a\n') },
        ],
        dir: async () => '',
        archive: async () => {
          throw new Error('not asked');
        },
      };
    },
  };

  beforeAll(async () => {
    const at = (path: string) => join(folder.path, path);
    mkdirSync(at('skeleton/node/deep'), { recursive: true });
    mkdirSync(at('skeleton/large'), { recursive: true });
    writeFileSync(at('secret.txt'), 'secret');
    writeFileSync(at('skeleton/node/deep/main.ts'), "import 'x';\n");
    writeFileSync(at('skeleton/node/.gitignore'), 'dist\n');
    writeFileSync(at('skeleton/node/logo.png'), Buffer.from([137, 0, 7]));
    symlinkSync(at('secret.txt'), at('skeleton/node/link.txt'));
    writeFileSync(at('skeleton/large/data.csv'), 'x'.repeat(3 * 1024 * 1024));
    const location = 'backstage.io/managed-by-location';
    backend = await startTestBackend({
      features: [
        goldenPathPlugin,
        mockServices.rootConfig.factory({ data: {} }),
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({
              result: mayCreate ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
            })),
        }).factory,
        createServiceFactory({
          service: coreServices.urlReader,
          deps: {},
          factory: () => urlReader,
        }),
        catalogServiceMock.factory({
          entities: [
            template('local', { [location]: `file:${at('template.yaml')}` }),
            template('shipped', { [location]: `file:${SHIPPED}` }),
            template('forged', {
              'backstage.io/source-location': `file:${at('template.yaml')}`,
            }),
            template('github', {
              [location]:
                'url:https://github.com/shop/templates/blob/main/service/template.yaml',
            }),
            ...['missing', 'down'].map(name =>
              template(name, {
                [location]: `url:https://github.com/shop/templates/blob/main/${name}/template.yaml`,
              }),
            ),
            template('foreign', {
              [location]: 'url:http://169.254.169.254/latest/template.yaml',
            }),
          ],
        }),
      ],
    });
  });
  afterAll(() => backend.stop());
  beforeEach(() => {
    mayCreate = true;
    asked.length = 0;
  });

  const get = (name: string, language = 'node') =>
    request(backend.server)
      .get(`/api/golden-path/templates/default/${name}/skeletons/${language}`)
      .set('Authorization', mockCredentials.user.header());

  it('is the text files beside the template, without links', async () => {
    const { status, body } = await get('local');
    expect(status).toBe(200);
    expect(body).toEqual({
      files: [
        { path: '.gitignore', content: 'dist\n' },
        { path: 'deep/main.ts', content: "import 'x';\n" },
      ],
    });
  });

  it.each(['node', 'go'])(
    'comes with the shipped template in %s',
    async name => {
      const { body } = await get('shipped', name);
      expect(body.files.map(({ path }: { path: string }) => path)).toEqual(
        expect.arrayContaining(['.gitignore', 'Dockerfile']),
      );
    },
  );

  it('is read from the host of a template that lies elsewhere', async () => {
    const { body } = await get('github');
    expect(asked).toEqual([
      'https://github.com/shop/templates/tree/main/service/skeleton/node',
    ]);
    expect(body.files).toEqual([
      { path: 'a.ts', content: 'a\n' },
      { path: 'src/b.ts', content: 'b\n' },
    ]);
  });

  it.each([
    ['a template that is not there', 'nowhere', 'node', 404],
    ['a language without a folder', 'local', 'perl', 404],
    [
      'a template whose author names a file of this machine',
      'forged',
      'node',
      404,
    ],
    ['a host without an integration', 'foreign', 'node', 404],
    ['a folder that the host does not have', 'missing', 'node', 404],
    ['a host that fails', 'down', 'node', 503],
    ['a path for a language', 'local', '..%2f..', 400],
    ['more than a browser should hold', 'local', 'large', 400],
  ])('says what is wrong with %s', async (_, name, language, expected) => {
    const { status, body } = await get(name, language);
    expect(status).toBe(expected);
    expect(body.error.message).not.toContain('ghp_secret');
    expect(body.error.message).not.toContain(folder.path);
  });

  it('is for those who may make services', async () => {
    mayCreate = false;
    expect((await get('local')).status).toBe(403);
  });
});
