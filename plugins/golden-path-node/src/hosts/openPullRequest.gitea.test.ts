/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { GitRepository } from '../git/GitRepository';
import { GitServers } from '../git/GitServers';
import { TreeChange } from '../git/treeWith';
import { describeWithGitea } from '../testUtils/describeWithGitea';
import { startGitea, TestGitea } from '../testUtils/startGitea';
import { openPullRequest } from './openPullRequest';

jest.setTimeout(60_000);

const author = { name: 'Ada Example', email: 'ada@example.com' };

interface GiteaPullRequest {
  number: number;
  title: string;
  body: string;
  state: string;
  html_url: string;
  head: { ref: string };
  base: { ref: string };
}

describeWithGitea('openPullRequest on a real Gitea', program => {
  let gitea: TestGitea;
  let token: string;
  /** A repository that no test changes. */
  let deploy: string;
  let count = 0;

  const serversWith = (credential: { username?: string; password?: string }) =>
    GitServers.fromConfig(
      mockServices.rootConfig({
        data: {
          integrations: {
            gitea: [
              {
                host: new URL(gitea.baseUrl).host,
                baseUrl: gitea.baseUrl,
                ...credential,
              },
            ],
          },
        },
      }),
    );

  const pathOf = (url: string) =>
    `/repos${new URL(url).pathname.replace(/\.git$/, '')}`;

  const push = async (
    servers: GitServers,
    url: string,
    changes: TreeChange[],
    toBranch?: string,
  ) => {
    const repository = await GitRepository.open(await servers.accessTo(url));
    try {
      await repository.commitAndPush({
        message: 'Change',
        author,
        changes,
        toBranch,
      });
    } finally {
      await repository.close();
    }
  };

  /** A repository whose main has two files, pushed by Git. */
  const seeded = async (servers: GitServers) => {
    const url = await gitea.createRepository(`deploy-${++count}`);
    await push(servers, url, [
      { path: 'services/cart.yaml', content: 'replicas: 3\n' },
      { path: 'services/old.yaml', content: 'replicas: 1\n' },
    ]);
    // Gitea looks at a first push a moment later; until then there are no pull requests.
    const deadline = performance.now() + 10_000;
    while ((await gitea.api<{ empty: boolean }>('GET', pathOf(url))).empty) {
      if (performance.now() > deadline) {
        throw new Error(`Gitea still takes '${url}' for empty`);
      }
      await new Promise(done => setTimeout(done, 20));
    }
    return url;
  };
  const proposalOf = (repository: string, head: string) => ({
    repository,
    head,
    base: 'main',
    title: 'Change cart {{ title }}',
    description: 'Replicas: **3** to 5.\n\n${{ secrets }}',
  });
  const failureOf = (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => {
        throw new Error('it did not fail');
      },
      error => error,
    );

  beforeAll(async () => {
    gitea = await startGitea(program);
    token = await gitea.createToken('write:repository');
    deploy = await seeded(serversWith({ password: token }));
  });

  afterAll(() => gitea?.close());

  it.each([
    ['a token', () => ({ password: token })],
    [
      'a user and a token',
      () => ({ username: gitea.user.username, password: token }),
    ],
    ['a user and a password', () => gitea.user],
  ])('opens the pull request of a pushed branch with %s', async (_, auth) => {
    const servers = serversWith(auth());
    const url = await seeded(servers);
    await push(
      servers,
      url,
      [
        { path: 'services/cart.yaml', content: 'replicas: 5\n' },
        { path: 'services/old.yaml' },
      ],
      'change-cart',
    );
    const proposal = proposalOf(url, 'change-cart');
    const opened = await openPullRequest(servers, proposal);

    const read = await gitea.api<GiteaPullRequest>(
      'GET',
      `${pathOf(url)}/pulls/${opened.number}`,
    );
    expect(opened).toEqual({
      url: read.html_url,
      number: read.number,
      created: true,
    });
    expect(read).toMatchObject({
      state: 'open',
      title: proposal.title,
      body: proposal.description,
      head: { ref: 'change-cart' },
      base: { ref: 'main' },
    });
    const files = await gitea.api<{ filename: string; status: string }[]>(
      'GET',
      `${pathOf(url)}/pulls/${opened.number}/files`,
    );
    expect(files.map(({ filename, status }) => [filename, status])).toEqual([
      ['services/cart.yaml', 'changed'],
      ['services/old.yaml', 'deleted'],
    ]);
  });

  it('finds the open one when it is done twice', async () => {
    const servers = serversWith({ password: token });
    const url = await seeded(servers);
    const branch = 'change/cart#7';
    const changes = [{ path: 'services/cart.yaml', content: 'replicas: 7\n' }];
    await push(servers, url, changes, 'another');
    await push(servers, url, changes, branch);
    const other = await openPullRequest(servers, proposalOf(url, 'another'));
    const proposal = proposalOf(url, branch);
    const first = await openPullRequest(servers, proposal);
    expect(first.created).toBe(true);
    expect(
      await openPullRequest(servers, { ...proposal, title: 'Another title' }),
    ).toEqual({ ...first, created: false });
    const all = await gitea.api<GiteaPullRequest[]>(
      'GET',
      `${pathOf(url)}/pulls?state=all`,
    );
    expect(all.map(({ number }) => number).sort()).toEqual([
      other.number,
      first.number,
    ]);
  });

  it('opens a new one when the last one of the same branches is closed', async () => {
    const servers = serversWith({ password: token });
    const url = await seeded(servers);
    const changes = [{ path: 'services/cart.yaml', content: 'replicas: 9\n' }];
    await push(servers, url, changes, 'again');
    const proposal = proposalOf(url, 'again');
    const first = await openPullRequest(servers, proposal);
    await gitea.api('PATCH', `${pathOf(url)}/pulls/${first.number}`, {
      state: 'closed',
    });
    const second = await openPullRequest(servers, proposal);
    expect(second.created).toBe(true);
    expect(second.number).not.toBe(first.number);
  });

  it('names what a wrong token needs, and does not show the token', async () => {
    const wrong = '0123456789abcdef47110123456789abcdef4711';
    const error = await failureOf(
      openPullRequest(
        serversWith({ password: wrong }),
        proposalOf(deploy, 'x'),
      ),
    );
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toContain(deploy);
    expect(error.message).toContain("scope 'write:repository'");
    expect(error.message).not.toContain(wrong);
  });

  it('names the scope that a token for reading lacks', async () => {
    const reader = await gitea.createToken('read:repository');
    const error = await failureOf(
      openPullRequest(
        serversWith({ password: reader }),
        proposalOf(deploy, 'x'),
      ),
    );
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toContain("scope 'write:repository'");
    expect(error.message).not.toContain(reader);
  });

  it.each([
    ['a branch that is missing', 'missing', 'NotFoundError', "'missing'"],
    ['a branch without changes', 'main', 'ConflictError', 'no changes'],
  ])('says of %s what is wrong', async (_, head, name, reason) => {
    const servers = serversWith({ password: token });
    const error = await failureOf(
      openPullRequest(servers, proposalOf(deploy, head)),
    );
    expect(error.name).toBe(name);
    expect(error.message).toContain(deploy);
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain(token);
  });

  it('says of a repository that is missing that it is not found', async () => {
    const error = await failureOf(
      openPullRequest(
        serversWith({ password: token }),
        proposalOf(`${gitea.baseUrl}/portal/none.git`, 'x'),
      ),
    );
    expect(error.name).toBe('NotFoundError');
    expect(error.message).toContain(`${gitea.baseUrl}/portal/none.git`);
  });
});
