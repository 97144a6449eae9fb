/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DeliveryTargets,
  GitRepository,
  GitServers,
} from '@openpolicy/plugin-golden-path-node';
import {
  shopEntities,
  startGitServer,
  TestGitServer,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { parse } from 'yaml';
import { FakeGitLab } from '../__testUtils__/FakeGitLab';
import { failureOf, gitServersOf, runAction } from '../__testUtils__/gitTask';
import { createChangeSpecAction } from './changeSpec';
import { examples } from './changeSpec.examples';

const SPEC = `# How it runs.
apiVersion: runtime.openpolicy.io/v1
image:
  tag: 0.3.0 # CI writes it
ports:
  - port: 7042
# How many pods.
scale:
  min: 2 # never one
resources:
  memory:
    request: 128Mi
    limit: 256Mi
`;

describe('goldenPath:changeSpec', () => {
  const workspace = createMockDirectory();
  let server: TestGitServer;
  let count = 0;
  let name: string;

  beforeAll(async () => {
    server = await startGitServer();
  });

  afterAll(() => server.close());

  const push = async (changes: Record<string, string | undefined>) => {
    const repository = await GitRepository.open({
      url: `${server.baseUrl}/${name}.git`,
      auth: server.auth,
      orCreate: true,
    });
    await repository.commitAndPush({
      message: 'By hand\n',
      author: { name: 'Bo', email: 'bo@example.com' },
      changes: Object.entries(changes).map(([path, content]) => ({
        path,
        content,
      })),
    });
    await repository.close();
  };

  beforeEach(async () => {
    workspace.clear();
    name = `coupons-${++count}`;
    await push({
      'service.yaml': SPEC,
      'catalog-info.yaml': 'kind: Component\nmetadata: { name: coupons }\n',
      'src/main.ts': 'export {};\n',
    });
  });

  afterEach(() => {
    server.onRequest = undefined;
  });

  /** As the catalog has it: an older release, and what the catalog adds. */
  const coupons = (annotations: Record<string, string> = {}): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'coupons',
      namespace: 'default',
      uid: '0815',
      etag: '4712',
      annotations: {
        'backstage.io/source-location': `url:${server.baseUrl}/${name}`,
        'backstage.io/managed-by-location':
          'git:http://x/-/main/catalog/c.yaml',
        'argocd/app-name': 'coupons',
        'runtime.openpolicy.io/generator-version': '0.0.3',
        ...annotations,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'experimental',
      owner: 'group:default/shop-team',
      system: 'shop',
      runtime: { ...parse(SPEC), image: { tag: '0.2.0' } },
    },
    relations: [],
  });

  function start(
    options: {
      entity?: Entity;
      gitServers?: GitServers;
      result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    } = {},
  ) {
    const action = createChangeSpecAction({
      catalog: catalogServiceMock({
        entities: [
          ...shopEntities('https://git.example.com/deploy.git'),
          options.entity ?? coupons(),
        ],
      }),
      permissions: mockServices.permissions({
        result: options.result ?? AuthorizeResult.ALLOW,
      }),
      gitServers: options.gitServers ?? gitServersOf(server),
      targets: DeliveryTargets.fromConfig(new ConfigReader({})),
    });
    return (
      changes: object,
      more?: Parameters<typeof runAction>[2] & { entityRef?: string },
    ) =>
      runAction(
        action,
        { entityRef: more?.entityRef ?? 'component:default/coupons', changes },
        { workspacePath: workspace.path, ...more },
      );
  }
  const tip = async () => (await server.git(name, 'rev-parse', 'main')).trim();
  const spec = () => server.git(name, 'show', 'main:service.yaml');

  it('commits the change and keeps the comments', async () => {
    const { outputs } = await start()({ scale: { min: 3, max: 7 } });
    expect(await spec()).toBe(
      SPEC.replace('min: 2 # never one', 'min: 3 # never one\n  max: 7'),
    );
    expect(outputs).toMatchObject({
      mode: 'pushed',
      provider: 'git',
      repository: `${server.baseUrl}/${name}.git`,
      path: 'service.yaml',
      revision: await tip(),
    });
    expect(await server.git(name, 'log', '-1', '--format=%an%n%B')).toBe(
      'Ada Example\nChange how coupons runs\n\nBackstage-Task: task-7\nBackstage-User: user:default/ada\n\n',
    );
  });

  it('puts out the entity as somebody would write it down, with the newest spec', async () => {
    const { outputs } = await start()({ scale: { min: 3, max: 7 } });
    expect(outputs.entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'coupons',
        annotations: {
          'argocd/app-name': 'coupons',
          'backstage.io/source-location': `url:${server.baseUrl}/${name}`,
          // An upgrade brings its files to another, not a change.
          'runtime.openpolicy.io/generator-version': '0.0.3',
        },
      },
      spec: {
        ...coupons().spec,
        runtime: { ...parse(SPEC), scale: { min: 3, max: 7 } },
      },
    });
  });

  it('changes nothing the second time', async () => {
    const run = start();
    const first = await run({ tier: 1 });
    const again = await run({ tier: 1 });
    expect(again.outputs).toEqual({ ...first.outputs, mode: 'unchanged' });
    expect(await server.git(name, 'rev-list', '--count', 'main')).toBe('2\n');
  });

  it('makes its change on top of what somebody else pushed meanwhile', async () => {
    let isFirst = true;
    server.onRequest = async (method, path) => {
      if (isFirst && method === 'POST' && path.endsWith('git-receive-pack')) {
        isFirst = false;
        await push({ 'service.yaml': SPEC.replace('0.3.0', '0.4.0') });
      }
    };
    await start()({ tier: 1 });
    expect(await spec()).toBe(`${SPEC.replace('0.3.0', '0.4.0')}tier: 1\n`);
  });

  it('asks whether the user may change this service', async () => {
    const before = await tip();
    const error = await failureOf(
      start({ result: AuthorizeResult.DENY })({ tier: 1 }),
    );
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toContain(
      "You may not change 'component:default/coupons'",
    );
    expect(await tip()).toBe(before);
  });

  it('pushes nothing in a dry run', async () => {
    const before = await tip();
    const { lines } = await start()({ tier: 1 }, { isDryRun: true });
    expect(lines).toEqual([
      `Would change service.yaml in ${server.baseUrl}/${name}.git`,
    ]);
    expect(await tip()).toBe(before);
  });

  it('opens a merge request on GitLab', async () => {
    const gitLab = await FakeGitLab.start(server);
    try {
      const before = await tip();
      const { outputs } = await start({
        gitServers: gitLab.gitServers(),
        entity: coupons({
          'backstage.io/source-location': `url:${gitLab.urlOf(name)}`,
        }),
      })({ tier: 1 });
      expect(outputs).toMatchObject({
        mode: 'pull-request',
        provider: 'gitlab',
        branchName: 'golden-path/change-coupons-task7',
        pullRequestUrl: gitLab.pageOf(0),
      });
      expect(gitLab.mergeRequests).toMatchObject([
        { target_branch: 'main', title: 'Change how coupons runs' },
      ]);
      expect(
        await server.git(
          name,
          'show',
          'golden-path/change-coupons-task7:service.yaml',
        ),
      ).toBe(`${SPEC}tier: 1\n`);
      expect(await tip()).toBe(before);
    } finally {
      await gitLab.close();
    }
  });

  it.each([
    [{ tier: 5 }, /spec\.runtime\.tier/],
    [{ scale: { min: 9, max: 3 } }, /GP-[A-Z]+-\d+/],
    [
      { dependencies: [{ ref: 'component:default/nowhere' }] },
      /component:default\/nowhere/,
    ],
  ])('writes no spec that breaks a rule: %o', async (changes, words) => {
    const before = await tip();
    const error = await failureOf(start()(changes));
    expect(error.name).toBe('InputError');
    expect(error.message).toMatch(words);
    expect(await tip()).toBe(before);
  });

  it('says that the spec of its repository is broken', async () => {
    await push({ 'service.yaml': 'a: b: c\n' });
    await expect(start()({ tier: 1 })).rejects.toThrow(
      'The spec is no YAML: line 1',
    );
  });

  it.each([
    ['of another service', 'kind: Component\nmetadata: { name: cart }\n'],
    ['that describes no service', undefined],
    ['whose description is no YAML', 'a: b: c\n'],
  ])('changes no repository %s', async (_, text) => {
    await push({ 'catalog-info.yaml': text });
    const before = await tip();
    await expect(start()({ tier: 1 })).rejects.toThrow(
      `Repository '${server.baseUrl}/${name}.git' does not describe 'coupons' in 'catalog-info.yaml', so the portal takes it for that of another service.`,
    );
    expect(await tip()).toBe(before);
  });

  it('says that a repository has no spec', async () => {
    await push({ 'service.yaml': undefined });
    await expect(start()({ tier: 1 })).rejects.toThrow(
      `Repository '${server.baseUrl}/${name}.git' has no 'service.yaml' on branch 'main'.`,
    );
  });

  it.each([
    ['component:default/nowhere', {}, 'The catalog has no'],
    [
      'component:default/coupons',
      { 'backstage.io/source-location': 'file:/srv/coupons' },
      'its entry names no repository',
    ],
    [
      'component:default/coupons',
      { 'backstage.io/source-location': 'url:http://169.254.169.254/x' },
      'is on no Git server that the portal may call',
    ],
  ])('changes no %s with %o', async (entityRef, annotations, words) => {
    await expect(
      start({ entity: coupons(annotations as Record<string, string>) })(
        { tier: 1 },
        { entityRef },
      ),
    ).rejects.toThrow(words);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    const { outputs } = await start()(input.changes, {
      entityRef: input.entityRef,
    });
    expect(outputs.mode).toBe('pushed');
  });
});
