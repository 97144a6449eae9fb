/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { startGitServer, TestGitServer } from '../testUtils/startGitServer';
import { GitRepository, StaleBranchError } from './GitRepository';

const author = { name: 'Ada Example', email: 'ada@example.com' };

describe('GitRepository', () => {
  let server: TestGitServer;
  let count = 0;

  beforeAll(async () => {
    server = await startGitServer();
  });

  afterAll(() => server.close());

  afterEach(() => {
    server.failWith = undefined;
    server.onRequest = undefined;
  });

  const access = (name: string) => ({
    url: `${server.baseUrl}/${name}.git`,
    auth: server.auth,
    deadlineMs: 20_000,
  });
  const seeded = async () => {
    const name = `repository-${++count}`;
    const repository = await GitRepository.open({
      ...access(name),
      orCreate: true,
    });
    await repository.commitAndPush({
      message: 'Begin',
      author,
      changes: [
        { path: 'a/b/one.txt', content: 'one\n' },
        { path: 'a/two.txt', content: 'two\n' },
        { path: 'run.sh', content: '#!/bin/sh\n', executable: true },
      ],
    });
    await repository.close();
    return name;
  };

  it('creates a repository by its first push', async () => {
    const url = access('newborn');
    expect(await GitRepository.exists(url)).toBe(false);
    const repository = await GitRepository.open({ ...url, orCreate: true });
    expect(repository.revision).toBeUndefined();
    const { revision, changed } = await repository.commitAndPush({
      message: 'Begin',
      author,
      changes: [{ path: 'README.md', content: '# Newborn {{ now }}\n' }],
    });
    expect(changed).toBe(true);
    expect(await GitRepository.exists(url)).toBe(true);
    expect(await server.git('newborn', 'rev-parse', 'main')).toBe(
      `${revision}\n`,
    );
    expect(await server.git('newborn', 'show', 'main:README.md')).toBe(
      '# Newborn {{ now }}\n',
    );
    await repository.close();
  });

  it('reads files and folders, and says of what is not there that it is not', async () => {
    const repository = await GitRepository.open(access(await seeded()));
    expect(await repository.read('a/b/one.txt')).toBe('one\n');
    expect(await repository.read('a/b')).toBeUndefined();
    expect(await repository.read('a/b/none.txt')).toBeUndefined();
    expect(await repository.list('a')).toEqual(['two.txt']);
    expect(await repository.list('nowhere')).toEqual([]);
    await repository.close();
  });

  it('changes and removes files, and keeps the others with their mode', async () => {
    const name = await seeded();
    const repository = await GitRepository.open(access(name));
    await repository.commitAndPush({
      message: 'Change',
      author,
      changes: [
        { path: 'a/b/one.txt' },
        { path: 'a/two.txt', content: 'zwei\n' },
      ],
    });
    await repository.close();
    expect(await server.git(name, 'ls-tree', '-r', 'main')).toMatch(
      /^100644 blob \w+\ta\/two.txt\n100755 blob \w+\trun.sh\n$/,
    );
    expect(await server.git(name, 'log', '--format=%an <%ae> %cn')).toBe(
      'Ada Example <ada@example.com> OpenPolicy Portal\nAda Example <ada@example.com> OpenPolicy Portal\n',
    );
    await server.git(name, 'fsck', '--strict');
  });

  it('makes no commit of changes that change nothing', async () => {
    const repository = await GitRepository.open(access(await seeded()));
    expect(
      await repository.commitAndPush({
        message: 'Nothing',
        author,
        changes: [{ path: 'a/two.txt', content: 'two\n' }, { path: 'none' }],
      }),
    ).toEqual({ revision: repository.revision, changed: false });
    await repository.close();
  });

  it('does not overwrite what somebody else pushed meanwhile', async () => {
    const name = await seeded();
    const [slow, fast] = await Promise.all([
      GitRepository.open(access(name)),
      GitRepository.open(access(name)),
    ]);
    const change = (content: string) => ({
      message: content,
      author,
      changes: [{ path: 'a/two.txt', content }],
    });
    await fast.commitAndPush(change('fast'));
    await expect(slow.commitAndPush(change('slow'))).rejects.toThrow(
      StaleBranchError,
    );
    expect(await server.git(name, 'show', 'main:a/two.txt')).toBe('fast');
    await Promise.all([slow.close(), fast.close()]);
  });

  it('takes a push that lands between its look and its own push for a race', async () => {
    const name = await seeded();
    const [slow, fast] = await Promise.all([
      GitRepository.open(access(name)),
      GitRepository.open(access(name)),
    ]);
    let isFirst = true;
    server.onRequest = async (method, path) => {
      if (method === 'POST' && path.endsWith('/git-receive-pack') && isFirst) {
        isFirst = false;
        await fast.commitAndPush({
          message: 'fast',
          author,
          changes: [{ path: 'fast.txt', content: 'fast' }],
        });
      }
    };
    await expect(
      slow.commitAndPush({
        message: 'slow',
        author,
        changes: [{ path: 'slow.txt', content: 'slow' }],
      }),
    ).rejects.toThrow(StaleBranchError);
    expect(await server.git(name, 'ls-tree', '--name-only', 'main')).toBe(
      'a\nfast.txt\nrun.sh\n',
    );
    await Promise.all([slow.close(), fast.close()]);
  });

  it('sees as many commits back as it was asked to', async () => {
    const name = await seeded();
    const first = await GitRepository.open(access(name));
    await first.commitAndPush({
      message: 'Second\n\nBackstage-Task: 7\n',
      author,
      changes: [{ path: 'x', content: 'x' }],
    });
    await first.close();
    const repository = await GitRepository.open({ ...access(name), depth: 50 });
    expect((await repository.log()).map(({ message }) => message)).toEqual([
      'Second\n\nBackstage-Task: 7\n',
      'Begin\n',
    ]);
    await repository.close();
  });

  it('reads what a file was in an earlier commit', async () => {
    const name = await seeded();
    const first = await GitRepository.open(access(name));
    const before = first.revision;
    await first.commitAndPush({
      message: 'Second',
      author,
      changes: [{ path: 'a/two.txt', content: 'zwei\n' }],
    });
    await first.close();
    const repository = await GitRepository.open({ ...access(name), depth: 50 });
    expect(await repository.read('a/two.txt')).toBe('zwei\n');
    expect(await repository.read('a/two.txt', before)).toBe('two\n');
    await repository.close();
  });

  it('knows the tip without reading the repository', async () => {
    const name = await seeded();
    const requests: string[] = [];
    server.onRequest = (method, path) => {
      requests.push(`${method} ${path.replace(/\?.*/, '')}`);
    };
    expect(`${await GitRepository.tip(access(name))}\n`).toBe(
      await server.git(name, 'rev-parse', 'main'),
    );
    expect(requests).toEqual([`GET /${name}.git/info/refs`]);
    expect(
      await GitRepository.tip({ ...access(name), branch: 'other' }),
    ).toBeUndefined();
    await expect(GitRepository.tip(access('nowhere'))).rejects.toThrow(
      'does not exist',
    );
  });

  it('deletes a branch, but not one that has moved on', async () => {
    const name = await seeded();
    await server.git(name, 'config', 'receive.denyDeleteCurrent', 'ignore');
    const [slow, fast] = await Promise.all([
      GitRepository.open(access(name)),
      GitRepository.open(access(name)),
    ]);
    await fast.commitAndPush({
      message: 'fast',
      author,
      changes: [{ path: 'fast.txt', content: 'fast' }],
    });
    await expect(slow.deleteBranch()).rejects.toThrow(StaleBranchError);
    expect(await GitRepository.exists(access(name))).toBe(true);
    await fast.deleteBranch();
    expect(await GitRepository.exists(access(name))).toBe(false);
    await Promise.all([slow.close(), fast.close()]);
  });

  it.each(['../out', 'a//b', '/abs', '.git/config', 'a/.GIT/hooks/x', ''])(
    "refuses to write '%s'",
    async path => {
      const repository = await GitRepository.open(access(await seeded()));
      await expect(
        repository.commitAndPush({
          message: 'x',
          author,
          changes: [{ path, content: 'x' }],
        }),
      ).rejects.toThrow('is no path of a file');
      await repository.close();
    },
  );

  it.each([
    [401, 'does not let the portal in (401)'],
    [403, 'does not let the portal in (403)'],
    [404, 'does not exist, or the portal may not see it'],
    [502, 'answered 502'],
  ])('says what a server means by %s', async (status, words) => {
    server.failWith = status;
    await expect(GitRepository.open(access('any'))).rejects.toThrow(words);
  });

  it('says that a server is down, and never shows the token', async () => {
    const stopped = await startGitServer();
    await stopped.close();
    const url = `${stopped.baseUrl}/x.git`;
    const error: Error = await GitRepository.open({
      url,
      auth: server.auth,
    }).then(
      () => new Error('opened'),
      e => e,
    );
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toContain(
      `Failed to read repository '${url}': the Git server cannot be reached (ECONNREFUSED)`,
    );
    expect(JSON.stringify(error) + error.stack).not.toContain('4711');
  });

  it('does not wait for a silent server beyond its deadline', async () => {
    server.onRequest = () => new Promise(resolve => setTimeout(resolve, 3_000));
    const begun = performance.now();
    await expect(
      GitRepository.open({ ...access('any'), deadlineMs: 200 }),
    ).rejects.toThrow('did not answer in time');
    expect(performance.now() - begun).toBeLessThan(2_500);
  });

  it('says which push its server refused, and why', async () => {
    const name = await seeded();
    const repository = await GitRepository.open({
      ...access(name),
      auth: { username: 'portal', password: 'wrong-0815' },
    });
    const error: Error = await repository
      .commitAndPush({
        message: 'x',
        author,
        changes: [{ path: 'x', content: 'x' }],
      })
      .then(
        () => new Error('pushed'),
        e => e,
      );
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toContain(
      `push to repository '${server.baseUrl}/${name}.git'`,
    );
    expect(error.message).not.toContain('0815');
    await repository.close();
  });

  it('takes no address that holds a credential', async () => {
    const error: Error = await GitRepository.open({
      url: 'https://user:pass-0815@git.example.com/x.git',
    }).then(
      () => new Error('opened'),
      e => e,
    );
    expect(error.message).toContain('holds a credential');
    expect(error.message).not.toContain('0815');
  });
});
