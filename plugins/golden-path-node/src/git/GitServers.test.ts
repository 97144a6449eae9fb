/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { GitServers } from './GitServers';

const serversOf = (more: object = {}) =>
  GitServers.fromConfig(
    mockServices.rootConfig({
      data: {
        goldenPath: {
          git: {
            servers: [
              {
                baseUrl: 'http://git.example.com:7013/',
                username: 'portal',
                token: 'plain-4711',
                browseUrl: 'http://pages.example.com/r/{name}/tree',
              },
              { baseUrl: 'https://open.example.com/git' },
            ],
          },
          ...more,
        },
        integrations: {
          github: [{ host: 'github.com', token: 'hub-4712' }],
          gitlab: [
            {
              host: 'gitlab.example.com',
              token: 'lab-4713',
              apiBaseUrl: 'https://gitlab.example.com/api/v4',
            },
          ],
          gitea: [
            {
              host: 'gitea.example.com',
              username: 'bot',
              password: 'tea-4714',
            },
          ],
        },
      },
    }),
  );

describe('GitServers', () => {
  it.each([
    [
      'http://git.example.com:7013/deploy.git',
      'git',
      { username: 'portal', password: 'plain-4711' },
    ],
    ['https://open.example.com/git/deploy.git', 'git', undefined],
    [
      'https://github.com/shop/deploy.git',
      'github',
      { username: 'x-access-token', password: 'hub-4712' },
    ],
    [
      'https://gitlab.example.com/a/b/deploy.git',
      'gitlab',
      { username: 'oauth2', password: 'lab-4713' },
    ],
    [
      'https://gitea.example.com/shop/deploy.git',
      'gitea',
      { username: 'bot', password: 'tea-4714' },
    ],
  ])('knows who hosts %s, and signs in there', async (url, kind, auth) => {
    const servers = serversOf();
    expect(servers.kindOf(url)).toBe(kind);
    expect(await servers.accessTo(url)).toEqual({
      url,
      auth,
      deadlineMs: 60_000,
    });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://git.example.com:7014/deploy.git',
    'http://git.example.com:7013.evil.example/deploy.git',
    'http://localhost:7007/api.git',
    'file:///etc/passwd',
    'no address',
  ])('calls no server that is not configured: %s', async url => {
    await expect(serversOf().accessTo(url)).rejects.toThrow(
      'is on no Git server that the portal may call',
    );
  });

  it.each([
    [
      'http://git.example.com:7013',
      'git',
      'http://git.example.com:7013/coupons.git',
      'http://pages.example.com/r/coupons/tree',
      'git.example.com:7013?repo=coupons',
    ],
    [
      'github.com?owner=shop',
      'github',
      'https://github.com/shop/coupons.git',
      'https://github.com/shop/coupons',
      'github.com?owner=shop&repo=coupons',
    ],
    [
      'https://gitlab.example.com/a/b/',
      'gitlab',
      'https://gitlab.example.com/a/b/coupons.git',
      'https://gitlab.example.com/a/b/coupons',
      'gitlab.example.com?owner=a%2Fb&repo=coupons',
    ],
  ])('makes repositories at %s', (url, kind, clone, browse, repoUrl) => {
    const servers = serversOf({ repositories: { url } });
    const home = servers.home();
    expect(home.kind).toBe(kind);
    expect(home.urlOf('coupons')).toBe(clone);
    expect(home.browseUrlOf('coupons')).toBe(browse);
    expect(home.repoUrlOf('coupons')).toBe(repoUrl);
    expect(servers.cloneUrlOf(browse)).toBe(clone);
  });

  it.each([
    [
      'https://github.com/shop/coupons/tree/main/',
      'https://github.com/shop/coupons.git',
    ],
    [
      'https://gitlab.example.com/a/b/coupons/-/blob/main/service.yaml',
      'https://gitlab.example.com/a/b/coupons.git',
    ],
    [
      'https://gitea.example.com/shop/coupons/src/branch/main/',
      'https://gitea.example.com/shop/coupons.git',
    ],
    [
      'http://git.example.com:7013/coupons.git',
      'http://git.example.com:7013/coupons.git',
    ],
  ])('finds the repository of the page %s', (page, clone) => {
    expect(serversOf().cloneUrlOf(page)).toBe(clone);
  });

  it.each(['../other', 'a/b', 'UPPER', 'x.git', '', '-x', '{{ x }}'])(
    "makes no repository of the name '%s'",
    name => {
      const home = serversOf({
        repositories: { url: 'http://git.example.com:7013' },
      }).home();
      expect(() => home.urlOf(name)).toThrow('is no name of a repository');
    },
  );

  it('says what is missing if nobody said where repositories go', () => {
    expect(() => serversOf().home()).toThrow(
      "Set 'goldenPath.repositories.url'",
    );
  });
});
