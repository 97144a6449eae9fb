/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { withDeadline } from '../git/gitAccess';
import { toGitError } from '../git/gitErrors';
import { limited } from '../git/gitHttp';
import { authorizationOf, HostApi } from './hostApi';

/** A list of fifty pull requests has some hundred kilobytes. */
const MAX_BYTES = 8 * 1024 * 1024;

/** What a host answered. @internal */
export interface HostAnswer {
  status: number;
  /** It lets nobody ask so often. */
  isRateLimited: boolean;
  /** Undefined if it is no JSON. */
  body: unknown;
}

/**
 * One call of a host's API, within a deadline and a size limit. Redirects are not
 * followed: the token must not travel to another host.
 *
 * @throws ServiceUnavailableError if the host cannot be reached or is too slow;
 *   the reason of `signal` if it is aborted
 * @internal
 */
export async function askHost(
  api: Required<HostApi>,
  request: {
    repository: string;
    method: 'GET' | 'POST';
    path: string;
    headers: Record<string, string>;
    body?: object;
    signal?: AbortSignal;
  },
): Promise<HostAnswer> {
  const { repository, method, path, headers, body, signal } = request;
  try {
    return await withDeadline(
      { url: repository, signal, deadlineMs: api.deadlineMs },
      async limits => {
        const response = await fetch(`${api.baseUrl}${path}`, {
          method,
          headers: {
            ...headers,
            authorization: authorizationOf(api),
            ...(body && { 'content-type': 'application/json' }),
          },
          redirect: 'manual',
          signal: limits.signal,
          ...(body && { body: JSON.stringify(body) }),
        });
        const parts: Uint8Array[] = [];
        for await (const part of limited(response, MAX_BYTES)) {
          parts.push(part);
        }
        return {
          status: response.status,
          isRateLimited:
            response.status === 429 ||
            (response.status === 403 &&
              (response.headers.has('retry-after') ||
                response.headers.get('x-ratelimit-remaining') === '0')),
          body: parsed(Buffer.concat(parts).toString('utf8')),
        };
      },
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw toGitError(error, {
      url: repository,
      doing: 'open a pull request in',
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
