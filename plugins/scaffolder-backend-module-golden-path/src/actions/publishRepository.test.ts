/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  startGitServer,
  TestGitServer,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { chmod, symlink } from 'node:fs/promises';
import { parse } from 'yaml';
import { failureOf, gitServersOf, runAction } from '../__testUtils__/gitTask';
import { createPublishRepositoryAction } from './publishRepository';
import { examples } from './publishRepository.examples';

describe('goldenPath:publishRepository', () => {
  const workspace = createMockDirectory();
  let server: TestGitServer;
  let count = 0;
  let name: string;

  beforeAll(async () => {
    server = await startGitServer();
  });

  afterAll(() => server.close());

  beforeEach(() => {
    name = `coupons-${++count}`;
    workspace.setContent({
      repository: {
        'README.md': '# {{ name }} ${{ x }}\n',
        src: { 'main.ts': 'export {};\n' },
        '.git': { config: 'of somebody else' },
        'run.sh': '#!/bin/sh\n',
      },
      other: { secret: 'x' },
    });
  });

  afterEach(() => {
    server.onRequest = undefined;
  });

  const publish = (
    input: object = {},
    options: Parameters<typeof runAction>[2] & { token?: string } = {},
  ) =>
    runAction(
      createPublishRepositoryAction({
        gitServers: gitServersOf(server, { token: options.token }),
      }),
      { name, ...input },
      { workspacePath: workspace.path, ...options },
    );

  it('pushes the folder as it is, and nothing else', async () => {
    await chmod(workspace.resolve('repository/run.sh'), 0o755);
    const { outputs } = await publish({ description: 'Checks coupons.' });
    expect(outputs).toEqual({
      remoteUrl: `${server.baseUrl}/${name}.git`,
      repoContentsUrl: `${server.baseUrl}/${name}`,
      commitHash: (await server.git(name, 'rev-parse', 'main')).trim(),
    });
    expect(
      await server.git(
        name,
        'ls-tree',
        '-r',
        '--format=%(objectmode) %(path)',
        'main',
      ),
    ).toBe('100644 README.md\n100755 run.sh\n100644 src/main.ts\n');
    expect(await server.git(name, 'show', 'main:README.md')).toBe(
      '# {{ name }} ${{ x }}\n',
    );
    expect(await server.git(name, 'log', '--format=%an <%ae>%n%B')).toBe(
      `Ada Example <ada@example.com>\nBegin ${name}\n\nChecks coupons.\n\nBackstage-Task: task-7\nBackstage-User: user:default/ada\nGolden-Path-Made: repository ${name}\n\n`,
    );
  });

  it('finds its own commit when it is run again, though people went on', async () => {
    const first = await publish();
    workspace.addContent({ repository: { 'README.md': 'changed\n' } });
    const again = await publish();
    expect(again.outputs).toEqual(first.outputs);
    expect(await server.git(name, 'rev-list', '--count', 'main')).toBe('1\n');
  });

  it('touches no repository of another task', async () => {
    await publish();
    const before = await server.git(name, 'for-each-ref');
    const error = await failureOf(publish({}, { taskId: 'task-8' }));
    expect(error.name).toBe('ConflictError');
    expect(error.message).toBe(
      `Repository '${server.baseUrl}/${name}.git' exists already and was not made by this task; nothing was changed in it. Choose another name for the service.`,
    );
    expect(await server.git(name, 'for-each-ref')).toBe(before);
  });

  it('touches no repository that has other branches only', async () => {
    await publish({ defaultBranch: 'develop' });
    await expect(publish({}, { taskId: 'task-8' })).rejects.toThrow(
      'exists already',
    );
    expect(await server.git(name, 'branch', '--format=%(refname:short)')).toBe(
      'develop\n',
    );
  });

  it('lets one of two tasks have a name that both want', async () => {
    const results = await Promise.allSettled([
      publish({}, { taskId: 'task-11' }),
      publish({}, { taskId: 'task-13' }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const lost = results.find(({ status }) => status === 'rejected');
    expect((lost as PromiseRejectedResult).reason.message).toContain(
      'exists already and was not made by this task',
    );
    expect(await server.git(name, 'rev-list', '--count', 'main')).toBe('1\n');
  });

  it('makes nothing in a dry run, and says what is in the way', async () => {
    const { outputs, lines } = await publish({}, { isDryRun: true });
    expect(outputs.commitHash).toBeUndefined();
    expect(lines).toEqual([
      `Would push 3 files to the new repository ${server.baseUrl}/${name}.git`,
    ]);
    await expect(server.git(name, 'rev-parse')).rejects.toThrow();
    await publish();
    await expect(publish({}, { isDryRun: true })).rejects.toThrow(
      'exists already',
    );
  });

  it('publishes no link, which could lead out of the workspace', async () => {
    await symlink('/etc/passwd', workspace.resolve('repository/passwd'));
    await expect(publish()).rejects.toThrow(
      "Failed to publish 'passwd': it is no plain file",
    );
  });

  it.each([
    [{ sourcePath: '../..' }, /.*/],
    [{ sourcePath: 'nowhere' }, /.*/],
    [{ name: '../other' }, 'is no name of a repository'],
    [{ name: '{{ x }}' }, 'is no name of a repository'],
    [{ defaultBranch: '--force' }, 'is no name of a branch'],
    [{ defaultBranch: 'a..b' }, 'is no name of a branch'],
  ])('takes no %o', async (input, words) => {
    await expect(publish(input)).rejects.toThrow(words);
  });

  it('says that its token is refused, and does not show it', async () => {
    const error = await failureOf(publish({}, { token: 'wrong-0815' }));
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toContain('does not let the portal in (401)');
    expect(error.message + error.stack).not.toContain('0815');
  });

  it('stops when the task is cancelled', async () => {
    const controller = new AbortController();
    server.onRequest = () => {
      controller.abort();
      return new Promise(resolve => setTimeout(resolve, 3_000).unref());
    };
    const begun = performance.now();
    const error = await failureOf(publish({}, { signal: controller.signal }));
    expect(error.name).toBe('AbortError');
    expect(performance.now() - begun).toBeLessThan(2_500);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    const { outputs } = await publish(input);
    expect(outputs.commitHash).toMatch(/^[0-9a-f]{40}$/);
  });
});
