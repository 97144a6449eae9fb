/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createPublishGiteaAction } from '@backstage/plugin-scaffolder-backend-module-gitea';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  buildModels,
  renderPlatform,
  UpgradeFile,
} from '@openpolicy/plugin-golden-path-common';
import {
  DeliveryTargets,
  GitRepository,
  GitServers,
  TRAILERS,
  trailerOf,
  TreeChange,
} from '@openpolicy/plugin-golden-path-node';
import {
  describeWithGitea,
  shopEntities,
  startGitea,
  TestGitea,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { FakeGoldenPath } from '../__testUtils__/FakeGoldenPath';
import { FakeServiceHealth } from '../__testUtils__/FakeServiceHealth';
import { failureOf, runAction } from '../__testUtils__/gitTask';
import { anUpgradePlan, CHANGED, CONFLICT } from '../__testUtils__/upgradePlan';
import { createChangeSpecAction } from '../actions/changeSpec';
import { createDeliverAction } from '../actions/deliver';
import { createRemoveCreatedAction } from '../actions/removeCreated';
import { createRenderRepositoryAction } from '../actions/renderRepository';
import { createUpgradeServiceAction } from '../actions/upgradeService';
import { propose } from '../proposal';

/*
 * A real Gitea, and Backstage's own publish:gitea. The plan of an upgrade is golden-path-backend's, which is faked at the wire.
 */

jest.setTimeout(60_000);

const TEMPLATE = resolve(
  __dirname,
  '../../../../templates/service/template.yaml',
);
const draft = {
  name: 'coupons',
  description: 'Says what a coupon is worth',
  owner: 'group:default/shop-team',
  system: 'system:default/shop',
  language: 'node',
  port: 7042,
};
const SPEC = `apiVersion: runtime.openpolicy.io/v1
image:
  tag: 0.3.0
ports:
  - port: 7042
scale:
  min: 2 # never one
resources:
  memory:
    request: 128Mi
    limit: 256Mi
`;

interface PullRequest {
  number: number;
  title: string;
  body: string;
  state: string;
  html_url: string;
  head: { ref: string };
  base: { ref: string };
}

describeWithGitea('the actions on a real Gitea', program => {
  let gitea: TestGitea;
  let isStopped = false;
  let goldenPath: FakeGoldenPath;
  let health: FakeServiceHealth;
  let workspacePath: string;
  /** Goes on beside the other tests. */
  let publishing: Promise<Record<string, any>>;
  let count = 0;

  const config = (password = gitea.user.password) =>
    new ConfigReader({
      integrations: {
        gitea: [
          {
            host: new URL(gitea.baseUrl).host,
            baseUrl: gitea.baseUrl,
            username: gitea.user.username,
            password,
          },
        ],
      },
      goldenPath: { repositories: { url: `${gitea.baseUrl}/shop` } },
    });
  const dependencies = (
    deployUrl: string,
    options: { entities?: Entity[]; password?: string } = {},
  ) => ({
    baseUrl: 'https://portal.example.com',
    catalog: catalogServiceMock({
      entities: [...shopEntities(deployUrl), ...(options.entities ?? [])],
    }),
    events: mockServices.events.mock(),
    gitServers: GitServers.fromConfig(config(options.password)),
    goldenPath: goldenPath.client(),
    permissions: mockServices.permissions(),
    serviceHealth: health.client(),
    targets: DeliveryTargets.fromConfig(new ConfigReader({})),
  });
  const run = (
    action: TemplateAction<any, any, any>,
    input: object,
    options: Parameters<typeof runAction>[2] = {},
  ) => runAction(action, input, { workspacePath, ...options });

  const accessTo = (url: string) =>
    GitServers.fromConfig(config()).accessTo(url);
  const withRepository = async <T>(
    url: string,
    use: (repository: GitRepository) => Promise<T>,
    branch?: string,
  ): Promise<T> => {
    const access = await accessTo(url);
    const repository = await GitRepository.open({ ...access, branch });
    try {
      return await use(repository);
    } finally {
      await repository.close();
    }
  };
  const tip = async (url: string) =>
    GitRepository.tip({ ...(await accessTo(url)), branch: 'main' });
  const read = (url: string, path: string, branch?: string) =>
    withRepository(url, repository => repository.read(path), branch);
  /** Pushed a moment ago: Gitea may still take it for empty. */
  const pushed = async (changes: TreeChange[]) => {
    const url = await gitea.createRepository(`repository-${++count}`);
    await withRepository(url, repository =>
      repository.commitAndPush({
        message: 'By hand\n',
        author: { name: 'Bo', email: 'bo@example.com' },
        changes,
      }),
    );
    return url;
  };
  /** The GitOps repository of the shop. */
  const deployRepository = () => {
    const [model] = buildModels(
      shopEntities('https://git.example.com/deploy.git').map(entity => ({
        entity,
      })),
    ).models;
    return pushed(renderPlatform(model, { environment: 'stage' }));
  };
  const pathOf = (url: string) =>
    `/repos${new URL(url).pathname.replace(/\.git$/, '')}`;
  const pullRequests = (url: string) =>
    gitea.api<PullRequest[]>('GET', `${pathOf(url)}/pulls?state=all`);
  const openOne = async (url: string) => {
    const open = (await pullRequests(url)).filter(
      ({ state }) => state === 'open',
    );
    expect(open).toHaveLength(1);
    return open[0];
  };
  const filesOf = async (url: string, { number }: PullRequest) =>
    (
      await gitea.api<{ filename: string; status: string }[]>(
        'GET',
        `${pathOf(url)}/pulls/${number}/files?limit=50`,
      )
    ).map(({ filename, status }) => `${status} ${filename}`);
  const merge = async (url: string, { number }: PullRequest, how = 'merge') => {
    const before = await tip(url);
    const deadline = performance.now() + 10_000;
    // Gitea works out first, in the background, whether it can be merged.
    for (;;) {
      try {
        await gitea.api('POST', `${pathOf(url)}/pulls/${number}/merge`, {
          Do: how,
        });
      } catch (error) {
        if (performance.now() > deadline) {
          throw error;
        }
        await new Promise(done => setTimeout(done, 50));
        continue;
      }
      break;
    }
    expect(await tip(url)).not.toBe(before);
  };

  /** Takes 20 s: publish:gitea waits in vain for the page of a private repository, which it asks for as nobody. */
  const publish = async () => {
    const { outputs } = await run(
      createRenderRepositoryAction(
        dependencies('https://git.example.com/deploy.git'),
      ),
      { draft, targetPath: 'repository' },
    );
    const token = await gitea.createToken(
      'write:repository,write:organization',
    );
    await run(
      createPublishGiteaAction({
        integrations: ScmIntegrations.fromConfig(config(token)),
        config: config(token),
      }),
      await inputOf('publish:gitea', { parameters: draft, render: outputs }),
    );
    return outputs;
  };

  beforeAll(async () => {
    gitea = await startGitea(program);
    goldenPath = await FakeGoldenPath.start();
    health = await FakeServiceHealth.start();
    workspacePath = await mkdtemp(join(tmpdir(), 'workspace-'));
    await gitea.api('POST', '/orgs', { username: 'shop' });
    publishing = publish();
    publishing.catch(() => {});
  });

  afterAll(async () => {
    await goldenPath?.close();
    await health?.close();
    if (!isStopped) {
      await gitea?.close();
    }
    await rm(workspacePath, { recursive: true, force: true });
  });

  const deliverTo = (url: string, taskId?: string) =>
    run(
      createDeliverAction(dependencies(url)),
      { draft, environment: 'stage' },
      { taskId },
    );
  const removeFrom = (url: string, task: string) =>
    run(
      createRemoveCreatedAction(dependencies(url)),
      { name: 'coupons', system: 'shop', task },
      { taskId: 'task-9' },
    );

  it('delivers by one pull request, and has nothing to do once it is merged', async () => {
    const url = await deployRepository();
    const before = await tip(url);
    const { outputs } = await deliverTo(url);
    expect((await deliverTo(url)).outputs).toEqual(outputs);
    const [pull, ...others] = await pullRequests(url);
    expect(others).toEqual([]);
    expect(outputs).toMatchObject({
      mode: 'pull-request',
      provider: 'gitea',
      branchName: 'golden-path/coupons-stage-task7',
      pullRequestUrl: pull.html_url,
    });
    expect(pull).toMatchObject({
      state: 'open',
      title: 'Add coupons to stage',
      head: { ref: outputs.branchName },
      base: { ref: 'main' },
    });
    const files = await filesOf(url, pull);
    expect(files).toHaveLength(outputs.changedFiles);
    expect(files).toEqual(
      expect.arrayContaining([
        'added catalog/coupons.yaml',
        'added services/coupons/deployment.yaml',
      ]),
    );
    expect(await tip(url)).toBe(before);

    await merge(url, pull);
    expect((await deliverTo(url)).outputs).toEqual({
      mode: 'pushed',
      provider: 'gitea',
      repository: url,
      revision: await tip(url),
      changedFiles: 0,
    });
  });

  it('takes a delivery back by a pull request, and again when it is made again', async () => {
    const url = await deployRepository();
    for (const task of ['task-7', 'task-8']) {
      await deliverTo(url, task);
      await merge(url, await openOne(url));
      const before = await tip(url);
      const { outputs } = await removeFrom(url, task);
      const pull = await openOne(url);
      expect(outputs).toMatchObject({
        mode: 'pull-request',
        provider: 'gitea',
        pullRequestUrl: pull.html_url,
      });
      expect(pull.title).toBe('Remove coupons from stage');
      expect(await filesOf(url, pull)).toEqual(
        expect.arrayContaining([
          'deleted catalog/coupons.yaml',
          'deleted services/coupons/deployment.yaml',
        ]),
      );
      expect(await tip(url)).toBe(before);
      await merge(url, pull);
      expect(await read(url, 'catalog/coupons.yaml')).toBeUndefined();
    }
  });

  it('takes back nothing that was squashed, which drops the proof, and says so', async () => {
    const url = await deployRepository();
    await deliverTo(url);
    const pull = await openOne(url);
    expect(pull.body).toContain("Don't squash it");
    await merge(url, pull, 'squash');
    const before = await tip(url);
    const error = await failureOf(removeFrom(url, 'task-7'));
    expect(error.name).toBe('ConflictError');
    expect(error.message).toContain('or its pull request was squashed');
    expect(await tip(url)).toBe(before);
  });

  it('changes a spec by a pull request on the repository of the service', async () => {
    const url = await pushed([
      { path: 'service.yaml', content: SPEC },
      {
        path: 'catalog-info.yaml',
        content: 'kind: Component\nmetadata: { name: coupons }\n',
      },
    ]);
    const before = await tip(url);
    const entity: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'coupons',
        namespace: 'default',
        annotations: {
          // As Gitea's own pages call it.
          'backstage.io/source-location': `url:${url.replace(/\.git$/, '')}`,
        },
      },
      spec: {
        type: 'service',
        lifecycle: 'experimental',
        owner: 'group:default/shop-team',
        system: 'shop',
        runtime: parse(SPEC),
      },
    };
    const change = () =>
      run(
        createChangeSpecAction(
          dependencies('https://git.example.com/deploy.git', {
            entities: [entity],
          }),
        ),
        {
          entityRef: 'component:default/coupons',
          changes: { scale: { min: 3, max: 7 } },
        },
      );
    const { outputs } = await change();
    expect((await change()).outputs).toEqual(outputs);
    const [pull, ...others] = await pullRequests(url);
    expect(others).toEqual([]);
    expect(outputs).toMatchObject({
      mode: 'pull-request',
      provider: 'gitea',
      repository: url,
      pullRequestUrl: pull.html_url,
    });
    expect(pull.title).toBe('Change how coupons runs');
    expect(await filesOf(url, pull)).toEqual(['changed service.yaml']);
    expect(await read(url, 'service.yaml', outputs.branchName)).toBe(
      SPEC.replace('min: 2 # never one', 'min: 3 # never one\n  max: 7'),
    );
    expect(await tip(url)).toBe(before);
  });

  it.each<[string, UpgradeFile[], string[]]>([
    ['without a conflict', [CHANGED], []],
    ['with a conflict', [CHANGED, CONFLICT], ['main.go']],
  ])(
    'upgrades a service by a pull request, %s',
    async (_, files, conflicts) => {
      const url = await pushed(
        [CHANGED, CONFLICT].map(({ path, before }) => ({
          path,
          content: before,
        })),
      );
      const before = (await tip(url))!;
      goldenPath.upgrade = async () =>
        anUpgradePlan({ url, revision: before, files });
      const { outputs } = await run(
        createUpgradeServiceAction(dependencies(url)),
        { entityRef: 'component:default/coupons' },
      );
      const [pull] = await pullRequests(url);
      expect(outputs).toMatchObject({
        mode: 'pull-request',
        provider: 'gitea',
        branchName: 'golden-path/upgrade-coupons-7.0.0-task7',
        pullRequestUrl: pull.html_url,
        conflicts,
      });
      expect(pull.title).toBe('Upgrade coupons to golden path 7.0.0');
      expect(pull.body).toContain('from golden path 0.0.3 to 7.0.0');
      expect(pull.body.match(/^- `[^`]+`: .*$/gm) ?? []).toEqual(
        conflicts.map(path => `- \`${path}\`: ${CONFLICT.reason}`),
      );
      expect(await filesOf(url, pull)).toEqual(
        files.map(({ path }) => `changed ${path}`),
      );
      expect(await tip(url)).toBe(before);
    },
  );

  it('stops waiting for Gitea to take note of a push when it is cancelled', async () => {
    const url = await pushed([{ path: 'README.md', content: '# Coupons\n' }]);
    // It answers then as it does while it takes a repository for empty.
    await gitea.api('PATCH', pathOf(url), { has_pull_requests: false });
    const controller = new AbortController();
    const access = { ...(await accessTo(url)), signal: controller.signal };
    const proposal = {
      title: 'Change it',
      description: 'Once',
      message: 'Change it\n',
      author: { name: 'Bo', email: 'bo@example.com' },
      changes: [{ path: 'README.md', content: '# Vouchers\n' }],
      branchName: 'change',
    };
    const start = performance.now();
    await withRepository(url, repository =>
      expect(
        propose(
          {
            logger: {
              info: line => {
                if (line.startsWith('Pushed')) {
                  setTimeout(
                    () => controller.abort(new Error('cancelled')),
                    703,
                  );
                }
              },
            },
            output: () => {},
          },
          proposal,
          {
            gitServers: GitServers.fromConfig(config()),
            repository,
            access,
          },
        ),
      ).rejects.toThrow('cancelled'),
    );
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  it('says what a wrong password needs, and does not show it', async () => {
    const url = await deployRepository();
    const before = await tip(url);
    const password = 'wrong-4713';
    const error = await failureOf(
      run(createDeliverAction(dependencies(url, { password })), {
        draft,
        environment: 'stage',
      }),
    );
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toContain(url);
    expect(error.message).toContain(
      "Check its user and token in the portal's configuration",
    );
    expect(error.message).not.toContain(password);
    expect(await tip(url)).toBe(before);
  });

  it('publishes a service by publish:gitea, and knows its commit later', async () => {
    const { provider, repositoryUrl } = await publishing;
    expect(provider).toBe('gitea');
    expect(await gitea.api<object>('GET', '/repos/shop/coupons')).toMatchObject(
      {
        html_url: repositoryUrl,
        private: true,
        default_branch: 'main',
        description: draft.description,
      },
    );
    const url = `${gitea.baseUrl}/shop/coupons.git`;
    expect(await read(url, 'service.yaml')).toContain('port: 7042');
    const [{ message }] = await withRepository(url, repository =>
      repository.log(),
    );
    expect(message).toMatch(/^Begin coupons\n/);
    expect(trailerOf(message, TRAILERS.task)).toBe('task-7');
    expect(trailerOf(message, TRAILERS.user)).toBe('user:default/ada');
    expect(trailerOf(message, TRAILERS.made)).toBe('repository coupons');
  });

  // The last one, as it stops it.
  it('says which server does not answer, and what to do', async () => {
    const url = await deployRepository();
    await gitea.close();
    isStopped = true;
    const error = await failureOf(
      run(createDeliverAction(dependencies(url)), {
        draft,
        environment: 'stage',
      }),
    );
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toContain(url);
    expect(error.message).toMatch(/try again|check/i);
    expect(error.message).not.toContain(gitea.user.password);
  });
});

/** The input that the shipped template gives to an action, with its expressions filled in. */
async function inputOf(
  action: string,
  values: { parameters: object; render: object },
): Promise<Record<string, unknown>> {
  const { spec } = parse(await readFile(TEMPLATE, 'utf8'));
  const known: Record<string, Record<string, any>> = {
    parameters: values.parameters,
    'steps.render.output': values.render,
  };
  const step = spec.steps.find((one: any) => one.action === action);
  return Object.fromEntries(
    Object.entries<unknown>(step.input).map(([key, value]) => {
      const [, object, field] =
        /^\$\{\{ (.+)\.(\w+) \}\}$/.exec(String(value)) ?? [];
      return [key, object ? known[object][field] : value];
    }),
  );
}
