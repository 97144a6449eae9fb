/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { GitServers } from '../git/GitServers';
import { openPullRequest } from './openPullRequest';

/*
 * GitHub and GitLab can't be had here: a server on loopback that answers as their API
 * does, in the shapes that their documentation shows. Gitea is real in its own test.
 */
interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}
interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: unknown;
}

const TOKEN = 'token-4711-of-the-portal';

describe('openPullRequest', () => {
  let server: Server;
  let host: string;
  let asked: Asked[];
  let answer: (request: Asked) => Answer | Promise<Answer>;

  beforeAll(async () => {
    server = createServer(async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) {
        chunks.push(chunk);
      }
      const text = Buffer.concat(chunks).toString();
      const url = new URL(req.url ?? '/', 'http://x');
      const request = {
        method: req.method ?? 'GET',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: req.headers,
        body: text ? JSON.parse(text) : undefined,
      };
      asked.push(request);
      const { status, body, headers } = await answer(request);
      res.writeHead(status, { 'content-type': 'application/json', ...headers });
      res.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    asked = [];
    answer = () => ({ status: 500 });
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  const serversOf = (integrations: object, goldenPath: object = {}) =>
    GitServers.fromConfig(
      mockServices.rootConfig({ data: { integrations, goldenPath } }),
    );
  const github = (more: object = { token: TOKEN }) =>
    serversOf({
      github: [{ host, apiBaseUrl: `http://${host}/api/v3`, ...more }],
    });
  const githubApp = () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    return github({
      apps: [
        {
          appId: 31,
          clientId: 'client',
          clientSecret: 'client-secret',
          webhookSecret: 'webhook-secret',
          privateKey,
        },
      ],
    });
  };
  const gitlab = (more: object = {}) =>
    serversOf({
      gitlab: [
        {
          host,
          apiBaseUrl: `http://${host}/api/v4`,
          baseUrl: `http://${host}`,
          token: TOKEN,
          ...more,
        },
      ],
    });
  const gitea = (username?: string) =>
    serversOf({
      gitea: [
        { host, baseUrl: `http://${host}/tea`, password: TOKEN, username },
      ],
    });
  const proposalOf = (path: string, more: object = {}) => ({
    repository: `http://${host}/${path}`,
    head: 'change/cart#7',
    base: 'main',
    title: 'Change cart',
    description: 'Replicas: 3 to 5.',
    ...more,
  });
  const failureOf = (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => {
        throw new Error('it did not fail');
      },
      error => error,
    );

  const githubPull = (number: number, more: object = {}) => ({
    number,
    html_url: `https://hub.example.com/shop/deploy/pull/${number}`,
    head: { ref: 'change/cart#7', repo: { id: 71 } },
    base: { ref: 'main', repo: { id: 71 } },
    ...more,
  });
  const gitlabRequest = (iid: number, more: object = {}) => ({
    id: 9000 + iid,
    iid,
    web_url: `https://lab.example.com/a/b/deploy/-/merge_requests/${iid}`,
    source_branch: 'change/cart#7',
    target_branch: 'main',
    source_project_id: 71,
    target_project_id: 71,
    ...more,
  });

  describe('on GitHub', () => {
    it('opens a pull request', async () => {
      answer = () => ({ status: 201, body: githubPull(13) });
      expect(
        await openPullRequest(github(), proposalOf('shop/deploy.git')),
      ).toEqual({
        url: 'https://hub.example.com/shop/deploy/pull/13',
        number: 13,
        created: true,
      });
      expect(asked).toEqual([
        expect.objectContaining({
          method: 'POST',
          path: '/api/v3/repos/shop/deploy/pulls',
          body: {
            head: 'change/cart#7',
            base: 'main',
            title: 'Change cart',
            body: 'Replicas: 3 to 5.',
          },
        }),
      ]);
      expect(asked[0].headers).toMatchObject({
        authorization: `Bearer ${TOKEN}`,
        accept: 'application/vnd.github+json',
      });
    });

    it('finds the one that is open, not one of a fork or of another branch', async () => {
      answer = ({ method }) =>
        method === 'POST'
          ? {
              status: 422,
              body: {
                message: 'Validation Failed',
                errors: [
                  {
                    resource: 'PullRequest',
                    code: 'custom',
                    message: 'A pull request already exists for shop:change.',
                  },
                ],
              },
            }
          : {
              status: 200,
              body: [
                githubPull(3, { head: { ref: 'main', repo: { id: 71 } } }),
                githubPull(5, {
                  head: { ref: 'change/cart#7', repo: { id: 99 } },
                }),
                githubPull(7, {
                  head: { ref: 'change/cart#7', repo: null },
                }),
                githubPull(11, { base: { ref: 'next', repo: { id: 71 } } }),
                githubPull(13),
              ],
            };
      expect(
        await openPullRequest(github(), proposalOf('shop/deploy')),
      ).toMatchObject({ number: 13, created: false });
      expect(asked[1]).toMatchObject({
        method: 'GET',
        path: '/api/v3/repos/shop/deploy/pulls',
        query: { state: 'open', head: 'shop:change/cart#7', base: 'main' },
      });
    });

    it('signs in as the app that is installed at the owner', async () => {
      answer = ({ path }) => {
        switch (path) {
          case '/api/v3/app/installations':
            return {
              status: 200,
              body: [{ id: 29, account: { login: 'shop' } }],
            };
          case '/api/v3/app/installations/29/access_tokens':
            return {
              status: 201,
              body: {
                token: 'installation-4717',
                expires_at: new Date(Date.now() + 3_600_000).toISOString(),
                repository_selection: 'all',
              },
            };
          default:
            return { status: 201, body: githubPull(17) };
        }
      };
      await openPullRequest(githubApp(), proposalOf('shop/deploy.git'));
      expect(asked.at(-1)).toMatchObject({
        method: 'POST',
        path: '/api/v3/repos/shop/deploy/pulls',
        headers: { authorization: 'Bearer installation-4717' },
      });
    });

    it('says that its app cannot sign in, if GitHub does not know it', async () => {
      answer = () => ({ status: 401, body: { message: 'Bad app' } });
      const error = await failureOf(
        openPullRequest(githubApp(), proposalOf('shop/deploy.git')),
      );
      expect(error.name).toBe('ServiceUnavailableError');
      expect(error.message).toContain("as the portal's GitHub App: Bad app");
    });

    it.each([
      [
        'no difference',
        {
          message: 'Validation Failed',
          errors: [{ message: 'No commits between main and change/cart#7' }],
        },
        '422: Validation Failed; No commits between main and change/cart#7',
      ],
      [
        'a missing branch',
        {
          message: 'Validation Failed',
          errors: [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
        },
        '422: Validation Failed; head invalid',
      ],
    ])('tells of %s in its own words', async (_, body, words) => {
      answer = ({ method }) =>
        method === 'POST' ? { status: 422, body } : { status: 200, body: [] };
      const error = await failureOf(
        openPullRequest(github(), proposalOf('shop/deploy.git')),
      );
      expect(error.name).toBe('ConflictError');
      expect(error.message).toContain(words);
      expect(error.message).toContain(`'http://${host}/shop/deploy.git'`);
      expect(error.message).toContain('Check that both branches are there');
    });

    it('says when to come back if it was asked too often', async () => {
      answer = () => ({
        status: 403,
        headers: { 'x-ratelimit-remaining': '0' },
        body: { message: 'API rate limit exceeded' },
      });
      const error = await failureOf(
        openPullRequest(github(), proposalOf('shop/deploy.git')),
      );
      expect(error.name).toBe('ServiceUnavailableError');
      expect(error.message).toContain('API rate limit exceeded');
      expect(error.message).toContain('Try again later');
    });

    it('asks for the address of the API of a host of its own', async () => {
      const servers = serversOf({ github: [{ host, token: TOKEN }] });
      await expect(
        openPullRequest(servers, proposalOf('shop/deploy.git')),
      ).rejects.toThrow("Set 'apiBaseUrl' of that host");
    });
  });

  describe('on GitLab', () => {
    it('opens a merge request of a project in subgroups', async () => {
      answer = () => ({ status: 201, body: gitlabRequest(19) });
      expect(
        await openPullRequest(gitlab(), proposalOf('a/b.c/deploy.git')),
      ).toEqual({
        url: 'https://lab.example.com/a/b/deploy/-/merge_requests/19',
        number: 19,
        created: true,
      });
      expect(asked).toEqual([
        expect.objectContaining({
          method: 'POST',
          path: '/api/v4/projects/a%2Fb.c%2Fdeploy/merge_requests',
          body: {
            source_branch: 'change/cart#7',
            target_branch: 'main',
            title: 'Change cart',
            description: 'Replicas: 3 to 5.',
          },
        }),
      ]);
      expect(asked[0].headers.authorization).toBe(`Bearer ${TOKEN}`);
    });

    it('leaves out the path that the host itself lies at', async () => {
      answer = () => ({ status: 201, body: gitlabRequest(19) });
      const servers = gitlab({
        baseUrl: `http://${host}/gitlab`,
        apiBaseUrl: `http://${host}/gitlab/api/v4`,
      });
      await openPullRequest(servers, proposalOf('gitlab/a/deploy.git'));
      expect(asked[0].path).toBe(
        '/gitlab/api/v4/projects/a%2Fdeploy/merge_requests',
      );
    });

    it('finds the one that is open, not one of a fork', async () => {
      answer = ({ method }) =>
        method === 'POST'
          ? {
              status: 409,
              body: {
                message: [
                  'Another open merge request already exists for this source branch: !23',
                ],
              },
            }
          : {
              status: 200,
              body: [
                gitlabRequest(21, { source_project_id: 99 }),
                gitlabRequest(23),
              ],
            };
      expect(
        await openPullRequest(gitlab(), proposalOf('a/b/deploy.git')),
      ).toMatchObject({ number: 23, created: false });
      expect(asked[1]).toMatchObject({
        method: 'GET',
        query: {
          state: 'opened',
          source_branch: 'change/cart#7',
          target_branch: 'main',
        },
      });
    });

    it.each([
      [
        403,
        {
          error: 'insufficient_scope',
          error_description: 'The request requires higher privileges.',
        },
        'NotAllowedError',
        '403: insufficient_scope; The request requires higher privileges.',
        "the scope 'api'",
      ],
      [
        404,
        { message: '404 Project Not Found' },
        'NotFoundError',
        '404 Project Not Found',
        'Check the address',
      ],
      [
        400,
        { message: { title: ['is too long (maximum is 255 characters)'] } },
        'ConflictError',
        'title is too long',
        'Check that both branches are there',
      ],
    ])(
      'names its reason and the next step for status %i',
      async (status, body, name, reason, step) => {
        answer = ({ method }) =>
          method === 'POST' ? { status, body } : { status: 200, body: [] };
        const error = await failureOf(
          openPullRequest(gitlab(), proposalOf('a/b/deploy.git')),
        );
        expect(error.name).toBe(name);
        expect(error.message).toContain(`'http://${host}/a/b/deploy.git'`);
        expect(error.message).toContain(reason);
        expect(error.message).toContain(step);
      },
    );
  });

  describe('on a Gitea that is faked here', () => {
    it('looks through all pages for the one that is open', async () => {
      const pull = (number: number, head: string) => ({
        number,
        html_url: `https://tea.example.com/shop/deploy/pulls/${number}`,
        head: { ref: head, repo_id: 71 },
        base: { ref: 'main', repo_id: 71 },
      });
      answer = ({ method, query }) =>
        method === 'POST'
          ? { status: 409, body: { message: 'pull request already exists' } }
          : {
              status: 200,
              body:
                query.page === '3'
                  ? [pull(37, 'change/cart#7')]
                  : [pull(41, 'other')],
            };
      expect(
        await openPullRequest(gitea(), proposalOf('tea/shop/deploy.git')),
      ).toMatchObject({ number: 37, created: false });
      expect(asked.at(-1)).toMatchObject({
        path: '/tea/api/v1/repos/shop/deploy/pulls',
        headers: { authorization: `token ${TOKEN}` },
      });
    });
  });

  describe('on any host', () => {
    it.each([
      ['a token', () => github(), 'shop/deploy.git'],
      ['a user and a token', () => gitea('bot'), 'tea/shop/deploy.git'],
    ])(
      'never shows %s, even if the host repeats it',
      async (_, servers, path) => {
        answer = ({ headers }) => ({
          status: 401,
          body: { message: `Bad ${TOKEN} in ${headers.authorization}` },
        });
        const error = await failureOf(
          openPullRequest(servers(), proposalOf(path)),
        );
        expect(error.message).toMatch(/\(401: Bad … in (Bearer )?…\)/);
        expect(error.message).not.toContain(TOKEN);
        expect(error.message).not.toContain(
          Buffer.from(`bot:${TOKEN}`).toString('base64'),
        );
      },
    );

    it('shortens a long reason, and shows none that is no JSON', async () => {
      answer = () => ({ status: 502, body: '<html>Bad gateway</html>' });
      const page = await failureOf(
        openPullRequest(github(), proposalOf('shop/deploy.git')),
      );
      expect(page.name).toBe('ServiceUnavailableError');
      expect(page.message).toContain('(502)');
      answer = () => ({ status: 500, body: { message: 'x'.repeat(7_000) } });
      const long = await failureOf(
        openPullRequest(github(), proposalOf('shop/deploy.git')),
      );
      expect(long.message).toContain('xxx…');
      expect(long.message.length).toBeLessThan(600);
    });

    it('follows no redirect', async () => {
      answer = () => ({
        status: 307,
        headers: { location: `http://${host}/stolen` },
      });
      const error = await failureOf(
        openPullRequest(github(), proposalOf('shop/deploy.git')),
      );
      expect(error.message).toContain('it has moved');
      expect(asked).toHaveLength(1);
    });

    it('takes no page for one that is no address on the web', async () => {
      answer = () => ({
        status: 201,
        body: githubPull(13, { html_url: 'data:text/html,hello' }),
      });
      await expect(
        openPullRequest(github(), proposalOf('shop/deploy.git')),
      ).rejects.toThrow("the host's answer is no pull request");
    });

    it('ends with an answer that is too large', async () => {
      answer = () => ({ status: 201, body: 'x'.repeat(9 * 1024 * 1024) });
      await expect(
        openPullRequest(github(), proposalOf('shop/deploy.git')),
      ).rejects.toThrow('the answer is larger than');
    });

    it('ends in time if the host does not answer', async () => {
      answer = () => new Promise(() => {});
      const servers = GitServers.fromConfig(
        mockServices.rootConfig({
          data: {
            goldenPath: { git: { timeout: { milliseconds: 170 } } },
            integrations: {
              github: [
                { host, apiBaseUrl: `http://${host}/api`, token: TOKEN },
              ],
            },
          },
        }),
      );
      const error = await failureOf(
        openPullRequest(servers, proposalOf('shop/deploy.git')),
      );
      expect(error.name).toBe('ServiceUnavailableError');
      expect(error.message).toContain('did not answer in time');
    });

    it('ends at once when it is told to', async () => {
      const controller = new AbortController();
      answer = () => {
        controller.abort();
        return new Promise(() => {});
      };
      const error = await failureOf(
        openPullRequest(
          github(),
          proposalOf('shop/deploy.git', { signal: controller.signal }),
        ),
      );
      expect(error.name).toBe('AbortError');
    });

    it('says that a host cannot be reached', async () => {
      const gone = createServer();
      await new Promise<void>(done => gone.listen(0, '127.0.0.1', done));
      const { port } = gone.address() as AddressInfo;
      await new Promise(done => gone.close(done));
      const servers = serversOf({
        github: [
          { host, apiBaseUrl: `http://127.0.0.1:${port}/api`, token: TOKEN },
        ],
      });
      const error = await failureOf(
        openPullRequest(servers, proposalOf('shop/deploy.git')),
      );
      expect(error.name).toBe('ServiceUnavailableError');
      expect(error.message).toMatch(/cannot be reached \(ECONNREFUSED\)/);
    });

    it('asks for a credential if there is none', async () => {
      const error = await failureOf(
        openPullRequest(github({}), proposalOf('shop/deploy.git')),
      );
      expect(error.name).toBe('NotAllowedError');
      expect(error.message).toContain("'integrations.github'");
      expect(asked).toEqual([]);
    });

    it.each([
      'shop',
      'shop/deploy/tree/main',
      'shop//deploy',
      '%zz/deploy',
      '',
    ])("takes '%s' for no repository", async path => {
      const error = await failureOf(
        openPullRequest(github(), proposalOf(path)),
      );
      expect(error.name).toBe('InputError');
      expect(asked).toEqual([]);
    });
  });

  it('says of a plain Git server that it has none', async () => {
    const servers = serversOf(
      { github: [{ host, token: TOKEN }] },
      { git: { servers: [{ baseUrl: `http://${host}` }] } },
    );
    const error = await failureOf(
      openPullRequest(servers, proposalOf('deploy.git')),
    );
    expect(error.name).toBe('InputError');
    expect(error.message).toContain('is a plain Git server');
  });

  it('calls no host that nobody configured', async () => {
    await expect(
      openPullRequest(serversOf({}), proposalOf('shop/deploy.git')),
    ).rejects.toThrow('is on no Git server that the portal may call');
    expect(asked).toEqual([]);
  });
});
