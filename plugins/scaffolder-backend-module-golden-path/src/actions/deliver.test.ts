/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  buildModels,
  renderPlatform,
  serviceDraftSchema,
  serviceEntityOf,
} from '@openpolicy/plugin-golden-path-common';
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
import { createDeliverAction } from './deliver';
import { examples } from './deliver.examples';

const draft = {
  name: 'coupons',
  title: 'Coupons: "50% off" {{ now }} ${{ x }}',
  owner: 'group:default/shop-team',
  system: 'system:default/shop',
  language: 'node',
  port: 7042,
  preview: 'a field of the form that is none of the service',
};

describe('goldenPath:deliver', () => {
  const workspace = createMockDirectory();
  let server: TestGitServer;
  let count = 0;
  let name: string;
  let repository: string;

  beforeAll(async () => {
    server = await startGitServer();
  });

  afterAll(() => server.close());

  beforeEach(async () => {
    workspace.clear();
    name = `deploy-${++count}`;
    repository = `${server.baseUrl}/${name}.git`;
    const [model] = buildModels(
      shopEntities(repository).map(entity => ({ entity })),
    ).models;
    const seed = await GitRepository.open({
      url: repository,
      auth: server.auth,
      orCreate: true,
    });
    await seed.commitAndPush({
      message: 'Render\n',
      author: { name: 'Ada', email: 'ada@example.com' },
      changes: renderPlatform(model, { environment: 'stage' }),
    });
    await seed.close();
  });

  function start(
    options: {
      gitServers?: GitServers;
      result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    } = {},
  ) {
    const events = mockServices.events.mock();
    const permissions = mockServices.permissions({
      result: options.result ?? AuthorizeResult.ALLOW,
    });
    const action = createDeliverAction({
      catalog: catalogServiceMock({ entities: shopEntities(repository) }),
      permissions,
      events,
      gitServers: options.gitServers ?? gitServersOf(server),
      targets: DeliveryTargets.fromConfig(new ConfigReader({})),
    });
    const run = (input: object = {}, more?: Parameters<typeof runAction>[2]) =>
      runAction(
        action,
        { draft, environment: 'stage', ...input },
        { workspacePath: workspace.path, ...more },
      );
    return { run, events };
  }
  const tip = async () => (await server.git(name, 'rev-parse', 'main')).trim();

  it('brings a service in by one commit, and tells of it', async () => {
    const { run, events } = start();
    const { outputs, lines } = await run({
      repositoryUrl: 'https://git.example.com/coupons',
    });
    expect(outputs).toEqual({
      mode: 'pushed',
      provider: 'git',
      repository,
      revision: await tip(),
      changedFiles: expect.any(Number),
    });
    expect(await server.git(name, 'rev-list', '--count', 'main')).toBe('2\n');
    expect(await server.git(name, 'log', '-1', '--format=%an%n%B')).toBe(
      'Ada Example\nAdd coupons to stage\n\nBackstage-Task: task-7\nBackstage-User: user:default/ada\nGolden-Path-Made: service coupons\n\n',
    );
    const entity = parse(
      await server.git(name, 'show', 'main:catalog/coupons.yaml'),
    );
    expect(entity.metadata).toMatchObject({
      title: draft.title,
      annotations: {
        'backstage.io/source-location': 'url:https://git.example.com/coupons',
      },
    });
    expect(lines).toContain('write  services/coupons/deployment.yaml');
    expect(events.publish).toHaveBeenCalledWith({
      topic: 'golden-path.delivered',
      eventPayload: { repository, branch: 'main', revision: await tip() },
    });
  });

  it('changes nothing when it is run again, and tells of it again', async () => {
    const { run, events } = start();
    const first = await run();
    const again = await run();
    expect(again.outputs).toEqual({ ...first.outputs, changedFiles: 0 });
    expect(events.publish).toHaveBeenCalledTimes(2);
  });

  it('changes nothing of what another run made under the same name', async () => {
    const { run } = start();
    await run();
    const before = await tip();
    await expect(
      run({ draft: { ...draft, port: 7043 } }, { taskId: 'task-8' }),
    ).rejects.toThrow('has another service of that name already');
    expect(await tip()).toBe(before);
  });

  it('changes a service that is there by its entity, and keeps what no form has', async () => {
    const { run } = start();
    await run();
    const entity = serviceEntityOf(
      serviceDraftSchema.parse({ ...draft, scale: { min: 3, max: 5 } }),
      {
        platform: buildModels(
          shopEntities(repository).map(known => ({ entity: known })),
        ).models[0].system,
      },
    );
    (entity.spec as any).runtime.env = { EXTRA: 'kept' };
    const { outputs } = await run({ draft: undefined, entity, mode: 'change' });
    expect(outputs.mode).toBe('pushed');
    expect(
      await server.git(
        name,
        'show',
        'main:services/coupons/horizontalpodautoscaler.yaml',
      ),
    ).toContain('minReplicas: 3');
    expect(
      await server.git(name, 'show', 'main:services/coupons/configmap.yaml'),
    ).toContain('kept');
    expect(await server.git(name, 'log', '-1', '--format=%B')).not.toContain(
      'Golden-Path-Made',
    );
  });

  it.each([
    ['create', 'You may not create services'],
    ['change', "You may not change 'component:default/coupons'"],
  ])('asks whether the user may %s', async (mode, words) => {
    const before = await tip();
    const { run } = start({ result: AuthorizeResult.DENY });
    const error = await failureOf(run({ mode }));
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toContain(words);
    expect(await tip()).toBe(before);
  });

  it('pushes nothing in a dry run, and counts what it would', async () => {
    const before = await tip();
    const { run, events } = start();
    const { outputs, lines } = await run({}, { isDryRun: true });
    expect(outputs.changedFiles).toBeGreaterThan(20);
    expect(lines.at(-1)).toBe(
      `Would change ${outputs.changedFiles} files in ${repository}`,
    );
    expect(await tip()).toBe(before);
    expect(events.publish).not.toHaveBeenCalled();
    expect(workspace.content()).toEqual({});
  });

  it('opens a merge request on GitLab, once for a task', async () => {
    const gitLab = await FakeGitLab.start(server);
    try {
      const before = await tip();
      repository = gitLab.urlOf(name);
      const { run, events } = start({ gitServers: gitLab.gitServers() });
      const { outputs } = await run();
      expect((await run()).outputs).toEqual(outputs);
      expect(outputs).toMatchObject({
        mode: 'pull-request',
        provider: 'gitlab',
        branchName: 'golden-path/coupons-stage-task7',
        pullRequestUrl: gitLab.pageOf(0),
      });
      expect(gitLab.mergeRequests).toEqual([
        expect.objectContaining({
          project: `shop/${name}`,
          source_branch: 'golden-path/coupons-stage-task7',
          target_branch: 'main',
          title: 'Add coupons to stage',
        }),
      ]);
      expect(await tip()).toBe(before);
      expect(events.publish).not.toHaveBeenCalled();
      const show = (...args: string[]) => server.git(name, ...args);
      const branch = 'golden-path/coupons-stage-task7';
      expect(await show('rev-list', '--count', branch)).toBe('2\n');
      expect(
        parse(await show('show', `${branch}:catalog/coupons.yaml`)).metadata
          .name,
      ).toBe('coupons');
    } finally {
      await gitLab.close();
    }
  });

  it('goes to no host that the configuration does not name', async () => {
    const gitServers = GitServers.fromConfig(new ConfigReader({}));
    await expect(start({ gitServers }).run()).rejects.toThrow(
      'is on no Git server that the portal may call',
    );
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    const { outputs } = await start().run({ ...input, environment: 'stage' });
    expect(outputs.mode).toBe('pushed');
  });
});
