/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { basicAuthorization, GitAuth } from '../git/gitAccess';
import { displayUrl } from '../git/gitErrors';

/** Hosts that have pull requests. @internal */
export type PullRequestHostKind = 'github' | 'gitlab' | 'gitea';

/** Where the REST API of a repository's host is. @internal */
export interface RepositoryHost {
  kind: PullRequestHostKind;
  /** Without a slash at the end. */
  baseUrl: string;
  /** Owner and name of the repository; on GitLab all groups, then the name. */
  path: string[];
  /** How a password or token is sent. */
  scheme: 'Bearer' | 'Basic' | 'token';
}

/** The same, and how to sign in there. @internal */
export interface HostApi extends RepositoryHost {
  /** Undefined if the portal has no credential for the host. */
  auth?: GitAuth;
  deadlineMs: number;
}

/**
 * Finds the API of a repository's host in Backstage's integrations.
 *
 * @param integrations - none for a plain server
 * @throws InputError if the host has no pull requests, its API is not known, or the
 *   address is none of a repository
 * @internal
 */
export function hostOf(
  integrations: ScmIntegrations | undefined,
  url: string,
): RepositoryHost {
  const github = integrations?.github.byUrl(url)?.config;
  if (github) {
    if (!github.apiBaseUrl) {
      throw new InputError(
        `The portal does not know the API of '${github.host}'. Set 'apiBaseUrl' of that host in 'integrations.github', for example 'https://${github.host}/api/v3'.`,
      );
    }
    return {
      kind: 'github',
      baseUrl: github.apiBaseUrl,
      path: ownerAndName(url, ''),
      scheme: 'Bearer',
    };
  }
  const gitlab = integrations?.gitlab.byUrl(url)?.config;
  if (gitlab) {
    return {
      kind: 'gitlab',
      baseUrl: gitlab.apiBaseUrl,
      path: pathOf(url, gitlab.baseUrl),
      scheme: 'Bearer',
    };
  }
  const gitea = integrations?.gitea.byUrl(url)?.config;
  if (gitea) {
    const { baseUrl = `https://${gitea.host}`, username } = gitea;
    return {
      kind: 'gitea',
      baseUrl: `${baseUrl}/api/v1`,
      path: ownerAndName(url, baseUrl),
      // As Backstage does it: a password without a user is a token.
      scheme: username ? 'Basic' : 'token',
    };
  }
  throw new InputError(
    `The server of repository '${displayUrl(
      url,
    )}' is a plain Git server, which has no pull requests. Look at the pushed branch there, or name its host under 'integrations' if it is GitHub, GitLab or Gitea.`,
  );
}

/** Value of the header that signs in. @internal */
export function authorizationOf({ scheme, auth }: Required<HostApi>): string {
  return scheme === 'Basic'
    ? basicAuthorization(auth)
    : `${scheme} ${auth.password}`;
}

function ownerAndName(url: string, baseUrl: string): string[] {
  const path = pathOf(url, baseUrl);
  if (path.length > 2) {
    throw noRepository(url);
  }
  return path;
}

/** @param baseUrl - of a host that lies below a path, else empty */
function pathOf(url: string, baseUrl: string): string[] {
  const below = URL.canParse(baseUrl) ? new URL(baseUrl).pathname : '/';
  const { pathname } = new URL(url);
  const start = below.endsWith('/') ? below : `${below}/`;
  const path = pathname.startsWith(start) ? pathname.slice(start.length) : '';
  const parts = path
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/');
  if (parts.length < 2 || parts.includes('')) {
    throw noRepository(url);
  }
  try {
    return parts.map(decodeURIComponent);
  } catch {
    throw noRepository(url);
  }
}

function noRepository(url: string): InputError {
  return new InputError(
    `'${displayUrl(
      url,
    )}' is no address of a repository on its host. Give it as it is cloned there: host, owner and name.`,
  );
}
