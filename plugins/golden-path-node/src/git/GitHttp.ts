/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';
import { GitLimitError } from './errors';

/** What one request may cost. @internal */
export interface GitHttpLimits {
  /** Milliseconds until the last byte of the answer. */
  deadlineMs: number;
  /** Bytes of the answer, after decompression. */
  sizeLimitBytes: number;
  signal?: AbortSignal;
}

/** Git servers answer an old name of a repository with one redirect. */
const MAX_REDIRECTS = 3;

/**
 * The HTTP client under isomorphic-git: every request has a deadline, ends with the
 * caller's signal, reads a bounded answer, and goes to the host that was asked for
 * and no other, because it carries a credential.
 *
 * @internal
 */
export function createGitHttp(limits: GitHttpLimits): HttpClient {
  return { request: request => send(request, limits) };
}

async function send(
  request: GitHttpRequest,
  limits: GitHttpLimits,
): Promise<GitHttpResponse> {
  const deadline = AbortSignal.timeout(limits.deadlineMs);
  const signal = limits.signal
    ? AbortSignal.any([deadline, limits.signal])
    : deadline;
  const method = request.method ?? 'GET';
  // With its length known beforehand: CGI programs and some proxies take no chunks.
  const body = request.body ? await collect(request.body) : undefined;
  let url = request.url;
  try {
    for (let hops = 0; ; hops += 1) {
      const response = await fetch(url, {
        method,
        headers: request.headers,
        body,
        redirect: 'manual',
        signal,
      });
      const location = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && location) {
        await response.body?.cancel();
        url = redirected(url, location, hops);
        continue;
      }
      const content = await readBounded(response, limits.sizeLimitBytes);
      return {
        url: request.url,
        method,
        headers: Object.fromEntries(response.headers),
        statusCode: response.status,
        statusMessage: response.statusText,
        body: once(content),
      };
    }
  } catch (error) {
    limits.signal?.throwIfAborted();
    if (deadline.aborted) {
      throw new GitLimitError(
        'deadline',
        `no complete answer within ${Math.round(limits.deadlineMs / 100) / 10} s`,
      );
    }
    throw error;
  }
}

function redirected(from: string, location: string, hops: number): string {
  const target = new URL(location, from);
  if (target.origin !== new URL(from).origin) {
    throw new GitLimitError(
      'redirect',
      `it redirects to another host, '${target.host}', which is not followed`,
    );
  }
  if (hops >= MAX_REDIRECTS) {
    throw new GitLimitError('redirect', 'it redirects in a circle');
  }
  return target.toString();
}

async function readBounded(
  response: Response,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new GitLimitError(
        'size',
        `its answer is larger than ${Math.round(limit / 1024 / 1024)} MiB`,
      );
    }
    chunks.push(value);
  }
}

async function collect(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* once(content: Uint8Array): AsyncIterableIterator<Uint8Array> {
  yield content;
}
