/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Config, readDurationFromConfig } from '@backstage/config';
import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { durationToMilliseconds } from '@backstage/types';
import { setTimeout as sleep } from 'node:timers/promises';
import { displayUrl } from './gitErrors';
import { HostApi, hostOf } from '../hosts/hostApi';
import { GitAuth } from './gitAccess';

/**
 * Who hosts a repository. `git` is a plain server that is only pushed to; the others
 * have pull requests.
 *
 * @public
 */
export type GitHostKind = 'git' | 'github' | 'gitlab' | 'gitea';

/**
 * Where repositories of new services are made.
 *
 * @public
 */
export interface RepositoryHome {
  kind: GitHostKind;
  /** Address to push a repository of that name to. */
  urlOf(name: string): string;
  /** Address for people. */
  browseUrlOf(name: string): string;
  /** As Backstage's publish actions take it: `github.com?owner=o&repo=r`. */
  repoUrlOf(name: string): string;
}

interface PlainServer {
  baseUrl: string;
  auth?: GitAuth;
  browseUrl?: string;
}

/**
 * The Git servers that the portal knows: plain ones from `goldenPath.git.servers`,
 * the others from `integrations`.
 *
 * @public
 */
export class GitServers {
  readonly #plain: PlainServer[];
  readonly #integrations: ScmIntegrations;
  readonly #home?: string;
  readonly #timeoutMs: number;

  /** @throws InputError naming the key of what is wrong */
  static fromConfig(config: Config): GitServers {
    const servers = config.getOptionalConfigArray('goldenPath.git.servers');
    const plain = (servers ?? []).map(server => {
      const username = server.getOptionalString('username');
      return {
        baseUrl: withoutSlash(server.getString('baseUrl')),
        browseUrl: server.getOptionalString('browseUrl'),
        ...(username && {
          auth: { username, password: server.getString('token') },
        }),
      };
    });
    const timeout = config.has('goldenPath.git.timeout')
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: 'goldenPath.git.timeout' }),
        )
      : 60_000;
    return new GitServers(
      plain,
      ScmIntegrations.fromConfig(config),
      config.getOptionalString('goldenPath.repositories.url'),
      timeout,
    );
  }

  private constructor(
    plain: PlainServer[],
    integrations: ScmIntegrations,
    home: string | undefined,
    timeoutMs: number,
  ) {
    this.#plain = plain;
    this.#integrations = integrations;
    this.#home = home && homeOf(home);
    this.#timeoutMs = timeoutMs;
  }

  /**
   * How to reach a repository: what `GitRepository.open` needs.
   *
   * @throws NotAllowedError if it is on no server of the configuration: addresses come
   *   from entities too, and the portal must not call any host that one of them names
   */
  async accessTo(
    url: string,
  ): Promise<{ url: string; auth?: GitAuth; deadlineMs: number }> {
    this.#checkKnown(url);
    return { url, auth: await this.#authFor(url), deadlineMs: this.#timeoutMs };
  }

  /**
   * The API of a repository's host, for what Git itself can't do.
   *
   * @throws NotAllowedError as {@link GitServers.accessTo}; InputError for a plain server
   * @internal
   */
  async apiOf(url: string): Promise<HostApi> {
    this.#checkKnown(url);
    const host = hostOf(
      this.#plainServerOf(url) ? undefined : this.#integrations,
      url,
    );
    return { ...host, ...(await this.accessTo(url)) };
  }

  /** Who hosts a repository; a host that nobody configured is a plain server. */
  kindOf(url: string): GitHostKind {
    return this.#plainServerOf(url)
      ? 'git'
      : this.#integrationKindOf(url) ?? 'git';
  }

  /** Where a person looks at a repository. */
  browseUrlOf(url: string): string {
    const server = this.#plainServerOf(url);
    const name = nameOf(url);
    return server?.browseUrl
      ? server.browseUrl.replaceAll('{name}', encodeURIComponent(name))
      : url.replace(/\.git$/, '');
  }

  /**
   * Where a repository is cloned from, by the address at which a person looks at it:
   * the way back from {@link GitServers.browseUrlOf}. Pages of a branch or a file lead
   * to their repository.
   */
  cloneUrlOf(browseUrl: string): string {
    const page = withoutSlash(browseUrl).replace(/\.git$/, '');
    for (const server of this.#plain) {
      const [before, after = ''] = server.browseUrl?.split('{name}') ?? [];
      if (before && page.startsWith(before)) {
        const name = page.slice(before.length).split('/')[0];
        if (name && page.startsWith(`${before}${name}${withoutSlash(after)}`)) {
          return `${server.baseUrl}/${decodeURIComponent(name)}.git`;
        }
      }
    }
    return `${page.replace(/\/(-\/)?(tree|blob|src\/branch)\/.*$/, '')}.git`;
  }

  /**
   * Where repositories of new services are made.
   *
   * @throws InputError if the configuration does not say it
   */
  home(): RepositoryHome {
    const base = this.#home;
    if (!base) {
      throw new InputError(
        "The portal does not know where to make repositories of services. Set 'goldenPath.repositories.url' in its configuration.",
      );
    }
    const urlOf = (name: string) => `${base}/${checkName(name)}.git`;
    return {
      kind: this.kindOf(base),
      urlOf,
      browseUrlOf: name => this.browseUrlOf(urlOf(name)),
      repoUrlOf: name => {
        const { host, pathname } = new URL(base);
        const owner = pathname.replace(/^\//, '');
        return `${host}?${new URLSearchParams({
          ...(owner && { owner }),
          repo: checkName(name),
        })}`;
      },
    };
  }

  #checkKnown(url: string): void {
    if (!this.#plainServerOf(url) && !this.#integrationKindOf(url)) {
      throw new NotAllowedError(
        `Repository '${displayUrl(
          url,
        )}' is on no Git server that the portal may call. Name its server in 'goldenPath.git.servers' or in 'integrations'.`,
      );
    }
  }

  #integrationKindOf(url: string): GitHostKind | undefined {
    const type = URL.canParse(url)
      ? this.#integrations.byUrl(url)?.type
      : undefined;
    return type === 'github' || type === 'gitlab' || type === 'gitea'
      ? type
      : undefined;
  }

  #plainServerOf(url: string): PlainServer | undefined {
    return this.#plain.find(
      ({ baseUrl }) => url === baseUrl || url.startsWith(`${baseUrl}/`),
    );
  }

  async #authFor(url: string): Promise<GitAuth | undefined> {
    const server = this.#plainServerOf(url);
    if (server) {
      return server.auth;
    }
    if (this.#integrations.github.byUrl(url)) {
      const token = await this.#githubToken(url);
      return token
        ? { username: 'x-access-token', password: token }
        : undefined;
    }
    const gitlab = this.#integrations.gitlab.byUrl(url);
    if (gitlab) {
      const { token } = gitlab.config;
      return token ? { username: 'oauth2', password: token } : undefined;
    }
    const gitea = this.#integrations.gitea.byUrl(url);
    if (gitea?.config.password) {
      return {
        username: gitea.config.username ?? 'portal',
        password: gitea.config.password,
      };
    }
    return undefined;
  }

  /** For a GitHub App it is asked of GitHub, by a client that has no deadline. */
  async #githubToken(url: string): Promise<string | undefined> {
    const answered = new AbortController();
    try {
      const { token } = await Promise.race([
        DefaultGithubCredentialsProvider.fromIntegrations(
          this.#integrations,
        ).getCredentials({ url: url.replace(/\.git$/, '') }),
        sleep(this.#timeoutMs, undefined, answered).then(() => {
          throw new Error('it did not answer in time');
        }),
      ]);
      return token;
    } catch (error) {
      throw new ServiceUnavailableError(
        `Failed to sign in to repository '${displayUrl(
          url,
        )}' as the portal's GitHub App: ${(error as Error).message.slice(
          0,
          200,
        )}. Check 'apps' of its host in 'integrations.github', and that the app is installed at the owner.`,
      );
    } finally {
      answered.abort();
    }
  }
}

function checkName(name: string): string {
  if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    throw new InputError(
      `'${name.slice(
        0,
        80,
      )}' is no name of a repository. Use lower case letters, digits and dashes.`,
    );
  }
  return name;
}

function nameOf(url: string): string {
  return url.replace(/\.git$/, '').replace(/^.*\//, '');
}

/** `github.com?owner=o`, as publish actions take it, is `https://github.com/o`. */
function homeOf(text: string): string {
  const form = /^([\w.:-]+)\?owner=([^&]+)$/.exec(text);
  return withoutSlash(
    form ? `https://${form[1]}/${decodeURIComponent(form[2])}` : text,
  );
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
