/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';

/**
 * How long and how much a Git server may talk.
 *
 * @public
 */
export interface GitLimits {
  /** Ends every call; none goes on without it. */
  signal: AbortSignal;
  /** Largest answer, in bytes. */
  maxBytes: number;
}

/**
 * An HTTP client for isomorphic-git. Redirects are not followed: a credential must
 * not travel to another host.
 *
 * @internal
 */
export function createGitHttp({ signal, maxBytes }: GitLimits): HttpClient {
  return {
    async request(request: GitHttpRequest): Promise<GitHttpResponse> {
      const { url, method = 'GET', headers = {}, body } = request;
      const response = await fetch(url, {
        method,
        headers,
        signal,
        redirect: 'manual',
        ...(body && { body: await collect(body) }),
      });
      return {
        url: response.url || url,
        method,
        statusCode: response.status,
        statusMessage: response.statusText,
        headers: Object.fromEntries(response.headers),
        body: limited(response, maxBytes),
      };
    },
  };
}

async function collect(
  chunks: AsyncIterableIterator<Uint8Array>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) {
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** The body, until it is larger than it may be. @internal */
export async function* limited(
  response: Response,
  maxBytes: number,
): AsyncIterableIterator<Uint8Array> {
  if (!response.body) {
    return;
  }
  let received = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    received += chunk.byteLength;
    if (received > maxBytes) {
      throw new RangeError(`the answer is larger than ${maxBytes} bytes`);
    }
    yield chunk;
  }
}
