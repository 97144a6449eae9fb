/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  UpgradeFile,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';
import { GitRepository, GitServers } from '@openpolicy/plugin-golden-path-node';
import {
  startGitServer,
  TestGitServer,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { parse } from 'yaml';
import { FakeGitLab } from '../__testUtils__/FakeGitLab';
import { FakeGoldenPath } from '../__testUtils__/FakeGoldenPath';
import { gitServersOf, runAction } from '../__testUtils__/gitTask';
import { anUpgradePlan, CHANGED, CONFLICT } from '../__testUtils__/upgradePlan';
import { createUpgradeServiceAction } from './upgradeService';
import { examples } from './upgradeService.examples';

const [EXAMPLE] = parse(examples[0].example).steps;

const MERGED: UpgradeFile = {
  path: 'README.md',
  outcome: 'merged',
  before: '# Mine\n',
  after: '# Mine\nnew\n',
};
const KEPT: UpgradeFile = {
  path: 'docs/old.md',
  outcome: 'kept',
  reason: 'It has been deleted here, and stays so.',
};
const REMOVED: UpgradeFile = {
  path: 'old.yaml',
  outcome: 'removed',
  before: 'old\n',
};
const BRANCH = 'golden-path/upgrade-coupons-7.0.0-task7';

describe('goldenPath:upgradeService', () => {
  let server: TestGitServer;
  let goldenPath: FakeGoldenPath;
  let count = 0;
  let name: string;

  beforeAll(async () => {
    server = await startGitServer();
    goldenPath = await FakeGoldenPath.start();
  });

  afterAll(async () => {
    await goldenPath.close();
    await server.close();
  });

  const urlOf = () => `${server.baseUrl}/${name}.git`;
  const push = async (changes: Record<string, string>) => {
    const repository = await GitRepository.open({
      url: urlOf(),
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
  const tip = async () => (await server.git(name, 'rev-parse', 'main')).trim();

  beforeEach(async () => {
    name = `coupons-${++count}`;
    await push({
      Dockerfile: CHANGED.before!,
      'README.md': MERGED.before!,
      'main.go': CONFLICT.before!,
      'old.yaml': REMOVED.before!,
    });
  });

  const plan = async (
    files: UpgradeFile[],
    more: Partial<UpgradePlan['repository']> = {},
  ) => anUpgradePlan({ url: urlOf(), revision: await tip(), files, ...more });

  const run = (
    options: Parameters<typeof runAction>[2] & {
      gitServers?: GitServers;
      result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    } = {},
  ) =>
    runAction(
      createUpgradeServiceAction({
        gitServers: options.gitServers ?? gitServersOf(server),
        goldenPath: goldenPath.client(),
        permissions: mockServices.permissions({
          result: options.result ?? AuthorizeResult.ALLOW,
        }),
      }),
      EXAMPLE.input,
      options,
    );

  it('changes the files by one commit, and says which were merged', async () => {
    goldenPath.upgrade = () => plan([CHANGED, MERGED, REMOVED, KEPT]);
    const { outputs, lines } = await run();
    expect(outputs).toMatchObject({
      mode: 'pushed',
      provider: 'git',
      revision: await tip(),
      conflicts: [],
      kept: ['docs/old.md'],
      entity: { spec: { tier: 3 } },
    });
    expect(await server.git(name, 'show', 'main:Dockerfile')).toBe(
      CHANGED.after,
    );
    expect(await server.git(name, 'ls-tree', '--name-only', 'main')).toBe(
      'Dockerfile\nREADME.md\nmain.go\n',
    );
    expect(await server.git(name, 'log', '-1', '--format=%B')).toBe(
      'Upgrade coupons to golden path 7.0.0\n\nBackstage-Task: task-7\nBackstage-User: user:default/ada\nGolden-Path-Merged: README.md\n\n',
    );
    expect(lines).toContain('From golden path 0.0.3 to 7.0.0');
    expect(lines).toContain(
      'kept     docs/old.md: It has been deleted here, and stays so.',
    );
  });

  it('puts conflicts on a branch of their own, once, and leaves main as it is', async () => {
    goldenPath.upgrade = () => plan([CHANGED, CONFLICT]);
    const before = await tip();
    const { outputs, lines } = await run();
    expect((await run()).outputs).toEqual(outputs);
    expect(outputs).toMatchObject({
      mode: 'branch',
      branchName: BRANCH,
      conflicts: ['main.go'],
    });
    expect(outputs.pullRequestUrl).toBeUndefined();
    expect(await tip()).toBe(before);
    expect(await server.git(name, 'show', `${BRANCH}:main.go`)).toBe(
      CONFLICT.after,
    );
    expect(await server.git(name, 'rev-list', '--count', BRANCH)).toBe('2\n');
    expect(lines.join('\n')).toContain(
      `On branch ${BRANCH}, main.go hold both texts between marks`,
    );
  });

  it('opens a merge request on GitLab that says what to look at', async () => {
    const gitLab = await FakeGitLab.start(server);
    try {
      goldenPath.upgrade = () =>
        plan([CHANGED, CONFLICT], { url: gitLab.urlOf(name) });
      const { outputs } = await run({ gitServers: gitLab.gitServers() });
      expect(outputs).toMatchObject({
        mode: 'pull-request',
        pullRequestUrl: gitLab.pageOf(0),
      });
      expect(gitLab.mergeRequests).toMatchObject([
        {
          source_branch: BRANCH,
          target_branch: 'main',
          description: expect.stringContaining(
            '- `main.go`: Edited here and changed by the golden path',
          ),
        },
      ]);
    } finally {
      await gitLab.close();
    }
  });

  it('is worked out anew where the branch has moved on', async () => {
    let asked = 0;
    goldenPath.upgrade = async () => {
      const current = await plan([CHANGED]);
      if (++asked === 1) {
        await push({ 'mine.md': 'mine\n' });
        return current;
      }
      return { ...current, entity: { ...current.entity, spec: { tier: 1 } } };
    };
    const { outputs } = await run();
    expect(asked).toBe(2);
    expect(outputs).toMatchObject({
      mode: 'pushed',
      entity: { spec: { tier: 1 } },
    });
    expect(await server.git(name, 'show', 'main:mine.md')).toBe('mine\n');
  });

  it.each<[string, UpgradeFile[], object]>([
    ['there is nothing to do', [], {}],
    ['people keep all of theirs', [KEPT], {}],
    [
      'the portal did not make the repository',
      [],
      { problem: 'It has no skeleton.' },
    ],
  ])('pushes nothing where %s', async (_, files, more) => {
    goldenPath.upgrade = () => plan(files, more);
    const before = await tip();
    const { outputs } = await run();
    expect(outputs).toMatchObject({
      mode: 'unchanged',
      revision: before,
      entity: { spec: { tier: 3 } },
    });
    expect(await tip()).toBe(before);
  });

  it('pushes nothing in a dry run', async () => {
    goldenPath.upgrade = () => plan([CHANGED]);
    const before = await tip();
    const { lines } = await run({ isDryRun: true });
    expect(lines.at(-1)).toBe(`Would change 1 files in ${urlOf()}`);
    expect(await tip()).toBe(before);
  });

  it('is for those who may change the service', async () => {
    goldenPath.upgrade = () => plan([CHANGED]);
    const before = await tip();
    await expect(run({ result: AuthorizeResult.DENY })).rejects.toThrow(
      /You may not change 'component:default\/coupons'/,
    );
    expect(await tip()).toBe(before);
  });
});
