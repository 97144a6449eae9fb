/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import {
  buildModels,
  GENERATOR_VERSION,
  parseDraft,
  PlatformModel,
  renderPlatform,
  repositoryFiles,
  RenderedFile,
  serviceEntityOf,
  UpgradeFile,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';
import {
  deliverService,
  GitRepository,
} from '@openpolicy/plugin-golden-path-node';
import {
  shopEntities,
  startGitServer,
  TestGitServer,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { resolve } from 'node:path';
import { readFolder } from '../skeleton/readFolder';
import { DRAFT, startPortal, TestPortal } from '../__testUtils__/startPortal';

const TEMPLATE = resolve(__dirname, '../../../../templates/service');
const BY_PORTAL =
  'Begin coupons\n\nBackstage-Task: task-3\nGolden-Path-Made: repository coupons\n';
const author = { name: 'Ada', email: 'ada@example.com' };

/** As an older generator would have written it: another version, and other words here and there. */
const aged = ({ path, content }: RenderedFile): RenderedFile => ({
  path,
  content: content
    .replaceAll(
      `generator-version: "${GENERATOR_VERSION}"`,
      'generator-version: "0.0.3"',
    )
    .replace(/^FROM .*$/m, '$& AS old')
    .replace(/stabilizationWindowSeconds: \d+/, '$&7'),
});

describe('the upgrade of a service', () => {
  let git: TestGitServer;
  let portal: TestPortal;
  let model: PlatformModel;
  let coupons: Entity;

  const push = async (
    name: string,
    changes: { path: string; content?: string }[],
    message = 'By hand\n',
  ) => {
    const repository = await GitRepository.open({
      url: `${git.baseUrl}/${name}.git`,
      auth: git.auth,
      orCreate: true,
    });
    await repository.commitAndPush({ message, author, changes });
    await repository.close();
  };
  const show = (name: string, path: string) =>
    git.git(name, 'show', `main:${path}`);
  const ask = async (query = ''): Promise<UpgradePlan> => {
    const { body } = await portal.get(
      `/services/component/default/coupons/upgrade${query}`,
    );
    return body;
  };
  const named = (files: UpgradeFile[]) =>
    Object.fromEntries(files.map(({ path, outcome }) => [path, outcome]));

  beforeAll(async () => {
    git = await startGitServer();
    const entities = shopEntities(`${git.baseUrl}/deploy.git`);
    [model] = buildModels(entities.map(entity => ({ entity }))).models;
    const draft = parseDraft(DRAFT);
    coupons = serviceEntityOf(draft, {
      platform: model.system,
      repository: `${git.baseUrl}/coupons`,
    });
    const made = [
      ...repositoryFiles({ draft, entity: coupons, model }),
      ...(await readFolder(`${TEMPLATE}/skeleton/node`)),
    ];
    await push(
      'coupons',
      [
        ...made.filter(({ path }) => path !== 'docs/runbook.md').map(aged),
        { path: 'old.json', content: '{}\n' },
      ],
      BY_PORTAL,
    );
    await push('deploy', renderPlatform(model, { environment: 'stage' }));
    await deliverService({
      model,
      target: {
        environment: 'stage',
        repository: `${git.baseUrl}/deploy.git`,
        branch: 'main',
        cluster: 'stage-1',
      },
      access: { url: `${git.baseUrl}/deploy.git`, auth: git.auth },
      name: 'coupons',
      entity: coupons,
      mode: 'create',
      message: 'Add coupons\n\nBackstage-Task: task-3\n',
      author,
    });
    const delivered = (
      await git.git('deploy', 'ls-tree', '-r', '--name-only', 'main')
    )
      .split('\n')
      .filter(path => /\bcoupons\b/.test(path) && !path.includes('/cart/'));
    await push(
      'deploy',
      await Promise.all(
        delivered.map(async path =>
          aged({ path, content: await show('deploy', path) }),
        ),
      ),
      'Older\n\nBackstage-Task: task-3\n',
    );
    portal = await startPortal({
      entities: [
        ...entities,
        {
          ...coupons,
          metadata: {
            ...coupons.metadata,
            namespace: 'default',
            annotations: {
              ...coupons.metadata.annotations,
              'runtime.openpolicy.io/generator-version': '0.0.3',
            },
          },
        },
        {
          apiVersion: 'scaffolder.backstage.io/v1beta3',
          kind: 'Template',
          metadata: {
            name: 'service',
            namespace: 'default',
            annotations: {
              'backstage.io/managed-by-location': `file:${TEMPLATE}/template.yaml`,
            },
          },
          spec: { type: 'service' },
        },
      ],
      goldenPath: { git: { servers: [{ baseUrl: git.baseUrl }] } },
      policy: (_, ref) => ref !== 'component:default/cart',
    });
  });

  afterAll(async () => {
    await portal.stop();
    await git.close();
  });

  it('brings what nobody touched to what is made now', async () => {
    const plan = await ask();
    expect(plan).toMatchObject({
      entityRef: 'component:default/coupons',
      from: '0.0.3',
      to: GENERATOR_VERSION,
      repository: { url: `${git.baseUrl}/coupons.git`, branch: 'main' },
      delivery: { url: `${git.baseUrl}/deploy.git`, environment: 'stage' },
    });
    expect(plan.repository.problem).toBeUndefined();
    expect(named(plan.repository.files)).toEqual({
      Dockerfile: 'changed',
      'catalog-info.yaml': 'changed',
      'docs/runbook.md': 'added',
      'old.json': 'removed',
    });
    expect(plan.delivery.problem).toBeUndefined();
    expect(named(plan.delivery.files)).toMatchObject({
      'catalog/coupons.yaml': 'changed',
      'services/coupons/deployment.yaml': 'changed',
      'services/coupons/horizontalpodautoscaler.yaml': 'changed',
    });
    expect(
      plan.delivery.files.filter(({ path }) => !/\bcoupons\b/.test(path)),
    ).toEqual([]);
  });

  it('keeps what people did since', async () => {
    const dockerfile = await show('coupons', 'Dockerfile');
    await push('coupons', [
      {
        path: 'catalog-info.yaml',
        content: `# Ours.\n${await show('coupons', 'catalog-info.yaml')}`,
      },
      {
        path: 'Dockerfile',
        content: dockerfile.replace(' AS old', ' AS ours'),
      },
      { path: 'old.json', content: '{"ours": true}\n' },
      { path: 'docs/runbook.md', content: '# Ours\n' },
      { path: 'lib/ours.ts', content: 'export {};\n' },
      {
        path: 'service.yaml',
        content: `${await show(
          'coupons',
          'service.yaml',
        )}\n# Mind the queue.\n`,
      },
    ]);
    const { files } = (await ask()).repository;
    expect(named(files)).toEqual({
      Dockerfile: 'conflict',
      'catalog-info.yaml': 'merged',
      'docs/runbook.md': 'kept',
      'old.json': 'kept',
    });
    const contentOf = (wanted: string) =>
      files.find(({ path }) => path === wanted)?.after;
    expect(contentOf('catalog-info.yaml')).toMatch(/^# Ours\.\n/);
    expect(contentOf('catalog-info.yaml')).toContain(
      `generator-version: "${GENERATOR_VERSION}"`,
    );
    expect(contentOf('Dockerfile')).toMatch(
      /<<<<<<< this repository\n.* AS ours\n[^]*>>>>>>> golden path/,
    );
  });

  it('says what holds up one repository, and goes on with the other', async () => {
    await push('coupons', [
      { path: 'catalog-info.yaml', content: 'kind: X\n' },
    ]);
    const { repository, delivery } = await ask('?environment=stage');
    expect(repository).toMatchObject({
      files: [],
      problem: expect.stringContaining(
        "does not describe 'coupons' in 'catalog-info.yaml'",
      ),
    });
    expect(delivery.files).not.toEqual([]);
  });

  it.each([
    ['coupons', '?environment=moon', 400, "no environment 'moon'"],
    ['coupons', '?environment=../x', 400, "'environment': is no name"],
    ['nobody', '', 404, "no 'component:default/nobody'"],
    ['cart', '', 403, "You may not change 'component:default/cart'"],
  ])('of %s%s is refused', async (name, query, status, words) => {
    const answer = await portal.get(
      `/services/component/default/${name}/upgrade${query}`,
    );
    expect(answer.body.error.message).toContain(words);
    expect(answer.status).toBe(status);
  });

  it('needs a service.yaml that can be read', async () => {
    await push('coupons', [{ path: 'service.yaml', content: 'a: b: c\n' }]);
    const { status, body } = await portal.get(
      '/services/component/default/coupons/upgrade',
    );
    expect(body.error.message).toContain("'service.yaml' in repository");
    expect(status).toBe(400);
  });
});
