/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceUnavailableError } from '@backstage/errors';
import { Agent, request } from 'undici';
import { ClusterConfig } from '../config';

/** Milliseconds for one whole answer. The API server itself gives an admission webhook 10 s. */
const DEADLINE_MS = 15_000;
const CONNECT_MS = 5_000;
/** Bytes. A list of a namespace's Services is far below it. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Calls under way at a time, to one cluster. */
const CONNECTIONS = 6;

/**
 * One call. The path is made of segments, each encoded, so that no name can leave its place in the URL.
 *
 * @internal
 */
export interface ClusterRequest {
  method?: 'GET' | 'PATCH';
  path: readonly string[];
  query?: Readonly<Record<string, string>>;
  /** Applied by the server: an object as it shall be. */
  apply?: object;
  signal?: AbortSignal;
}

/**
 * An answer that says something about the request, whatever its status.
 *
 * @internal
 */
export interface ClusterAnswer {
  status: number;
  /** Undefined if it is no JSON object. */
  body?: Record<string, unknown>;
}

/**
 * The API server of one cluster: own sockets and trust, a deadline and a size limit for each call, no redirects.
 *
 * @internal
 */
export class ClusterClient {
  readonly name: string;
  readonly #base: URL;
  readonly #token: string;
  readonly #deadlineMs: number;
  readonly #agent: Agent;

  static create(
    config: ClusterConfig,
    options: { deadlineMs?: number } = {},
  ): ClusterClient {
    return new ClusterClient(config, options.deadlineMs ?? DEADLINE_MS);
  }

  private constructor(config: ClusterConfig, deadlineMs: number) {
    this.name = config.name;
    this.#base = new URL(config.url);
    this.#token = config.token;
    this.#deadlineMs = deadlineMs;
    // An agent of its own: the certificate authority of one cluster must never be trusted for another.
    this.#agent = new Agent({
      connections: CONNECTIONS,
      pipelining: 1,
      connect: {
        timeout: CONNECT_MS,
        ...(config.ca ? { ca: config.ca } : {}),
      },
      keepAliveTimeout: 10_000,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * @throws ServiceUnavailableError if there is no usable answer, or the token is not accepted; names the cluster and never the token
   */
  async ask(options: ClusterRequest): Promise<ClusterAnswer> {
    const deadline = AbortSignal.timeout(this.#deadlineMs);
    let answer: ClusterAnswer;
    try {
      const response = await request(this.#url(options), {
        dispatcher: this.#agent,
        method: options.method ?? 'GET',
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          authorization: `Bearer ${this.#token}`,
          'user-agent': 'openpolicy-portal/golden-path',
          // JSON is YAML, and there is no media type of its own for it.
          ...(options.apply && {
            'content-type': 'application/apply-patch+yaml',
          }),
        },
        body: options.apply && JSON.stringify(options.apply),
        signal: options.signal
          ? AbortSignal.any([deadline, options.signal])
          : deadline,
      });
      answer = {
        status: response.statusCode,
        body: parseObject(await readText(response.body)),
      };
    } catch (error) {
      options.signal?.throwIfAborted();
      throw this.#unavailable(
        deadline.aborted ? 'it does not answer in time' : describeFault(error),
      );
    }
    const { status } = answer;
    if (status === 401) {
      throw this.#unavailable(
        "it does not accept the portal's token (401); see 'goldenPath.clusters' in the portal's configuration",
      );
    }
    if (
      status === 429 ||
      (status >= 500 && !refusesPatch(options, answer)) ||
      (status >= 300 && status < 400)
    ) {
      throw this.#unavailable(`it answered with HTTP status ${status}`);
    }
    return answer;
  }

  /** Breaks off all calls and closes all sockets. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #url(options: ClusterRequest): URL {
    const prefix = this.#base.pathname.replace(/\/+$/, '');
    const path = `${prefix}/${options.path.map(encodeURIComponent).join('/')}`;
    const url = new URL(this.#base.origin);
    url.pathname = path;
    url.search = new URLSearchParams(options.query ?? {}).toString();
    // Encoding does not stop dot segments: the URL parser resolves them, so the result is compared with what was meant.
    if (url.pathname !== path || options.path.includes('')) {
      throw new Error('a name would have changed the path of the request');
    }
    return url;
  }

  #unavailable(reason: string): ServiceUnavailableError {
    return new ServiceUnavailableError(
      `Cluster '${this.name}' cannot be asked: ${reason}`,
    );
  }
}

/**
 * A field of a wrong type or name in a server-side apply: the API server has judged the object, and calls that an internal error
 * (`NewTypeConverter` of k8s.io/apimachinery's managedfields returns a plain error, which becomes a Status of code 500).
 */
function refusesPatch(
  { method }: ClusterRequest,
  { body }: ClusterAnswer,
): boolean {
  return (
    method === 'PATCH' &&
    body?.kind === 'Status' &&
    typeof body.message === 'string' &&
    /^failed to create typed patch object|field not declared in schema/.test(
      body.message,
    )
  );
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > MAX_BYTES) {
      throw new Error('its answer is too large');
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function describeFault(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return code === undefined ? message : `it cannot be reached (${code})`;
}
