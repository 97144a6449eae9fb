/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import * as git from 'isomorphic-git';
import { displayUrl, toGitError } from './gitErrors';
import { createGitHttp, GitLimits } from './gitHttp';

/** The branch that is meant where none is named. @internal */
export const MAIN = 'main';

/**
 * User and password (or token) for a Git server, sent by HTTP basic auth.
 *
 * @public
 */
export interface GitAuth {
  username: string;
  password: string;
}

/**
 * Which repository, and how long and large an answer may be.
 *
 * @public
 */
export interface GitRepositoryOptions {
  /** `http(s)://host/path.git`, without credentials. */
  url: string;
  /** Default: main. */
  branch?: string;
  auth?: GitAuth;
  /** Ends what is under way. */
  signal?: AbortSignal;
  /** For each call of this class, in milliseconds. Default: 60,000. */
  deadlineMs?: number;
  /** Largest answer of the server, in bytes. Default: 64 MiB. */
  maxBytes?: number;
  /** How many commits back can be seen. Default: 1, the tip. */
  depth?: number;
}

/** Branches of a repository; none if it is missing and may be. @internal */
export async function listRefs(
  options: GitRepositoryOptions,
  mayBeMissing: boolean,
) {
  try {
    return await withDeadline(options, limits =>
      git.listServerRefs({
        http: createGitHttp(limits),
        url: options.url,
        prefix: 'refs/heads/',
        protocolVersion: 1,
        headers: headersOf(options),
      }),
    );
  } catch (error) {
    const { code, data } = error as {
      code?: string;
      data?: { statusCode?: number };
    };
    if (mayBeMissing && code === 'HttpError' && data?.statusCode === 404) {
      return [];
    }
    throw toGitError(error, { url: options.url, doing: 'read' });
  }
}

/** A call within the limits, with its errors put into words. @internal */
export async function calling<T>(
  options: GitRepositoryOptions,
  doing: string,
  work: (limits: GitLimits) => Promise<T>,
): Promise<T> {
  try {
    return await withDeadline(options, work);
  } catch (error) {
    throw toGitError(error, { url: options.url, doing });
  }
}

/** A call within the limits. @internal */
export function withDeadline<T>(
  options: GitRepositoryOptions,
  work: (limits: GitLimits) => Promise<T>,
): Promise<T> {
  const deadline = AbortSignal.timeout(options.deadlineMs ?? 60_000);
  return work({
    signal: options.signal
      ? AbortSignal.any([options.signal, deadline])
      : deadline,
    maxBytes: options.maxBytes ?? 64 * 1024 * 1024,
  });
}

/** Sent with the first request: some servers answer 404 to strangers, not 401. @internal */
export function headersOf({
  auth,
}: GitRepositoryOptions): Record<string, string> {
  return auth ? { authorization: basicAuthorization(auth) } : {};
}

/** Value of the header that signs in by user and password. @internal */
export function basicAuthorization({ username, password }: GitAuth): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** @throws InputError if it is no address over HTTP, or holds a credential. @internal */
export function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new InputError(
      `'${displayUrl(
        url,
      )}' is no address of a Git repository. Give one that begins with https:// or http://.`,
    );
  }
  if (parsed.username || parsed.password) {
    throw new InputError(
      `The address of repository '${displayUrl(
        url,
      )}' holds a credential. Put it under goldenPath.git.servers or integrations in the configuration.`,
    );
  }
}
