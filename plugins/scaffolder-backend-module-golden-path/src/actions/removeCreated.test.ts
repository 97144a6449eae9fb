/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { parse } from 'yaml';
import { failureOf, runAction } from '../__testUtils__/gitTask';
import { FakeGitLab } from '../__testUtils__/FakeGitLab';
import { ServiceOfATask } from '../__testUtils__/ServiceOfATask';
import { createRemoveCreatedAction } from './removeCreated';
import { examples } from './removeCreated.examples';

describe('goldenPath:removeCreated', () => {
  let service: ServiceOfATask;

  beforeEach(async () => {
    service = await ServiceOfATask.start();
    service.permission = AuthorizeResult.DENY;
  });
  afterEach(() => service.close());

  const run = (input: object = {}, options?: Parameters<typeof runAction>[2]) =>
    runAction(
      createRemoveCreatedAction(service.dependencies),
      { name: 'coupons', system: 'shop', task: 'task-7', ...input },
      { taskId: 'task-9', workspacePath: service.workspacePath, ...options },
    );
  const tree = async (revision: string) =>
    service.git.git('deploy', 'ls-tree', '-r', revision);
  const reserve = () => {
    service.goldenPath.ports = [
      {
        port: 7042,
        state: 'reserved',
        by: 'user:default/ada',
        name: 'coupons',
      },
      { port: 7050, state: 'reserved', by: 'user:default/ada', name: 'other' },
    ];
  };
  const letServerEmpty = () =>
    service.git.git('coupons', 'config', 'receive.denyDeleteCurrent', 'ignore');

  it('leaves both repositories and the ports as they were before the task', async () => {
    const before = await tree('main');
    await service.publish('task-7');
    await service.deliver('task-7');
    await letServerEmpty();
    reserve();

    const { outputs, lines } = await run();
    expect(await tree('main')).toBe(before);
    expect(await service.git.git('coupons', 'branch')).toBe('');
    expect(service.goldenPath.ports.map(({ port }) => port)).toEqual([7050]);
    expect(outputs).toMatchObject({
      mode: 'pushed',
      provider: 'git',
      left: [],
      revision: (await service.git.git('deploy', 'rev-parse', 'main')).trim(),
    });
    expect(outputs.removed).toHaveLength(3);
    // What runs goes first, and what could bring it back last.
    expect(lines).toEqual([
      expect.stringMatching(/^Removed 'coupons' from .*deploy: \d+ files/),
      'Removed the reservation of port 7042',
      expect.stringMatching(/^Removed the content of repository .*coupons$/),
    ]);
    expect(
      await service.git.git('deploy', 'log', '-1', '--format=%B'),
    ).toContain('Remove coupons from stage\n\nBackstage-Task: task-9\n');
  });

  it('tells the catalog of it', async () => {
    await service.deliver('task-7');
    const { outputs } = await run();
    expect(service.events.publish).toHaveBeenLastCalledWith({
      topic: 'golden-path.delivered',
      eventPayload: {
        repository: service.deployUrl,
        branch: 'main',
        revision: outputs.revision,
      },
    });
  });

  it('finds nothing the second time', async () => {
    await service.deliver('task-7');
    await run();
    const { lines, outputs } = await run();
    expect(lines).toEqual([
      "Nothing is left of 'coupons' that task task-7 made",
    ]);
    expect(outputs).toMatchObject({ mode: 'nothing', removed: [], left: [] });
  });

  it('goes on where it was cut off', async () => {
    await service.publish('task-7');
    await service.deliver('task-7');
    await letServerEmpty();
    reserve();
    service.goldenPath.failWith = 503;
    await failureOf(run());
    expect(await service.delivered()).toEqual([]);
    service.goldenPath.failWith = undefined;
    const { outputs } = await run();
    expect(outputs.removed).toHaveLength(2);
  });

  it('gives the address of a repository that the server does not let go', async () => {
    await service.publish('task-7');
    const { outputs } = await run();
    expect(outputs.left).toEqual([
      expect.stringMatching(
        new RegExp(
          `^repository ${service.git.baseUrl}/coupons, because it cannot be deleted over Git`,
        ),
      ),
    ]);
    expect(await service.git.git('coupons', 'branch')).toContain('main');
  });

  it('leaves a repository that others have worked in', async () => {
    await service.publish('task-7');
    await letServerEmpty();
    await service.push('coupons', [{ path: 'mine.ts', content: 'export {};' }]);
    const { outputs } = await run();
    expect(outputs.left[0]).toContain('because others have worked in it');
    expect(await service.git.git('coupons', 'log', '--format=%an')).toBe(
      'Eve\nAda Example\n',
    );
  });

  it('removes nothing that another task made', async () => {
    await service.publish('task-7');
    await service.deliver('task-7');
    await letServerEmpty();
    reserve();
    const before = await service.delivered();
    const error = await failureOf(run({ task: 'task-8' }));
    expect(error.name).toBe('ConflictError');
    expect(error.message).toContain('task task-8 did not bring it into');
    expect(await service.delivered()).toEqual(before);
    expect(service.goldenPath.ports).toHaveLength(2);
    expect(await service.git.git('coupons', 'branch')).toContain('main');
  });

  it('removes nothing that was removed and made anew by another task', async () => {
    await service.deliver('task-7');
    await run();
    await service.deliver('task-8');
    expect((await failureOf(run())).name).toBe('ConflictError');
    expect(await service.delivered()).not.toEqual([]);
  });

  it.each([
    [
      'somebody else',
      'user:default/eve',
      AuthorizeResult.DENY,
      'NotAllowedError',
    ],
    [
      'who may change the service',
      'user:default/eve',
      AuthorizeResult.ALLOW,
      '',
    ],
    ['who started the task', 'user:default/ada', AuthorizeResult.DENY, ''],
  ] as const)('lets or does not let %s', async (_, userRef, result, name) => {
    await service.publish('task-7');
    await service.deliver('task-7');
    await letServerEmpty();
    service.permission = result;
    const ended = await run({}, { userRef }).then(
      () => '',
      (error: Error) => error.name,
    );
    expect(ended).toBe(name);
    expect((await service.delivered()).length > 0).toBe(name !== '');
    expect((await service.git.git('coupons', 'branch')) !== '').toBe(
      name !== '',
    );
  });

  it('does not empty the repository of somebody else where nothing was delivered', async () => {
    await service.publish('task-7');
    await letServerEmpty();
    const { outputs } = await run({}, { userRef: 'user:default/eve' });
    expect(outputs.left[0]).toContain('because somebody else made it');
  });

  it('does not take a service away from others that call it', async () => {
    await service.deliver('task-7');
    service.entities = [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'web', namespace: 'default' },
        spec: {
          type: 'service',
          lifecycle: 'production',
          owner: 'group:default/shop-team',
          system: 'system:default/shop',
          runtime: {
            apiVersion: 'runtime.openpolicy.io/v1',
            image: { tag: '1.0.0' },
            ports: [{ port: 7033 }],
            dependencies: [{ ref: 'component:default/coupons' }],
            resources: { memory: { request: '128Mi', limit: '256Mi' } },
          },
        },
      },
      coupons(),
    ];
    const before = await service.delivered();
    expect((await failureOf(run())).message).toContain(
      'component:default/web call it',
    );
    expect(await service.delivered()).toEqual(before);
  });

  it('keeps what others added to the GitOps repository meanwhile', async () => {
    await service.deliver('task-7');
    await service.push('deploy', [{ path: 'mine.yaml', content: 'a: 1\n' }]);
    await run();
    expect(await service.git.git('deploy', 'show', 'main:mine.yaml')).toBe(
      'a: 1\n',
    );
  });

  it('says so if a port cannot be given back, and goes on', async () => {
    reserve();
    const { goldenPath } = service.dependencies;
    const action = createRemoveCreatedAction({
      ...service.dependencies,
      goldenPath: {
        getPorts: (...args) => goldenPath.getPorts(...args),
        releasePort: async () => {
          throw new Error('it is not yours');
        },
      },
    });
    const { outputs } = await runAction(
      action,
      { name: 'coupons', system: 'shop', task: 'task-7' },
      { taskId: 'task-9' },
    );
    expect(outputs.left).toEqual([
      'port 7042 is reserved by user:default/ada until its time is over: it is not yours',
    ]);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe('goldenPath:removeCreated');
    const { outputs } = await run(step.input);
    expect(outputs).toMatchObject({ removed: [], left: [] });
  });

  it('lists in a dry run what would go, and changes nothing', async () => {
    await service.publish('task-7');
    await service.deliver('task-7');
    reserve();
    const before = await tree('main');
    const { lines } = await run({}, { isDryRun: true });
    expect(lines).toEqual(
      expect.arrayContaining([
        'Would remove argocd/application-coupons.yaml',
        'Would remove catalog/coupons.yaml',
        'Would give back port 7042',
        `Would empty repository ${service.git.baseUrl}/coupons`,
      ]),
    );
    expect(await tree('main')).toBe(before);
    expect(service.goldenPath.ports).toHaveLength(2);
  });

  it('opens a merge request on GitLab that deletes its files', async () => {
    await service.deliver('task-7');
    const before = await service.delivered();
    const gitLab = await FakeGitLab.start(service.git);
    try {
      service.gitLab = gitLab;
      const { outputs } = await run();
      await run();
      expect(outputs).toMatchObject({
        mode: 'pull-request',
        provider: 'gitlab',
        branchName: 'golden-path/remove-coupons-stage-task7',
        pullRequestUrl: gitLab.pageOf(0),
        left: [expect.stringContaining(gitLab.pageOf(0))],
      });
      expect(gitLab.mergeRequests).toHaveLength(1);
      expect(await service.delivered()).toEqual(before);
      expect(
        await service.git.git(
          'deploy',
          'ls-tree',
          '-r',
          '--name-only',
          'golden-path/remove-coupons-stage-task7',
        ),
      ).not.toContain('coupons');
    } finally {
      await gitLab.close();
    }
  });

  it('names no credential in its log', async () => {
    await service.publish('task-7');
    await service.deliver('task-7');
    const { lines, outputs } = await run();
    expect(`${lines.join()} ${JSON.stringify(outputs)}`).not.toContain(
      service.git.auth.password,
    );
  });
});

/** The service as the catalog has it once it was delivered. */
function coupons() {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'coupons', namespace: 'default' },
    spec: {
      type: 'service',
      lifecycle: 'experimental',
      owner: 'group:default/shop-team',
      system: 'system:default/shop',
      runtime: {
        apiVersion: 'runtime.openpolicy.io/v1',
        image: { tag: '0.1.0' },
        ports: [{ port: 7042 }],
        resources: { memory: { request: '128Mi', limit: '256Mi' } },
      },
    },
  };
}
