/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Agent, Dispatcher } from 'undici';
import {
  ERROR_BODY_BYTES,
  parseLines,
  parseObject,
  readFault,
  readText,
} from './answers';
import { KubernetesClusterConfig } from './config';
import { KubernetesFault, toKubernetesFault } from './errors';

/**
 * Deadlines in milliseconds and sizes in bytes of the client.
 *
 * @internal
 */
export interface KubernetesClientLimits {
  /** For the TCP and TLS handshakes. Default: 5 000. */
  connectMs: number;
  /** For a list page from request to last byte, and for a watch from request to headers. Default: 30 000. */
  requestMs: number;
  /** For the probe. Default: 5 000. */
  probeMs: number;
  /** Of one list page. 500 pods of 20 KB are 10 MB. Default: 32 MiB. */
  pageBytes: number;
  /** Of one watch event. etcd takes objects of up to 1.5 MiB. Default: 4 MiB. */
  eventBytes: number;
}

const DEFAULT_LIMITS: KubernetesClientLimits = {
  connectMs: 5_000,
  requestMs: 30_000,
  probeMs: 5_000,
  pageBytes: 32 * 1024 * 1024,
  eventBytes: 4 * 1024 * 1024,
};

/**
 * A GET of a collection. The path consists of segments that are checked, so that no name can leave its place in the URL.
 *
 * @internal
 */
export interface KubernetesRequest {
  /** Segments below the API server's URL, e.g. `['api', 'v1', 'pods']`. */
  path: readonly string[];
  query: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/**
 * The only place of this module that talks to an API server. Reads only; never follows a redirect, never decompresses, and trusts the
 * cluster's own certificate authority for this cluster alone.
 *
 * @internal
 */
export class KubernetesClient {
  readonly #base: URL;
  readonly #prefix: string;
  readonly #headers: Record<string, string>;
  readonly #agent: Agent;
  readonly #limits: KubernetesClientLimits;

  static create(options: {
    cluster: KubernetesClusterConfig;
    /** How many requests run at once at most: one for each watch and a few for lists and the probe. */
    connections: number;
    limits?: Partial<KubernetesClientLimits>;
  }): KubernetesClient {
    return new KubernetesClient(options.cluster, options.connections, {
      ...DEFAULT_LIMITS,
      ...options.limits,
    });
  }

  private constructor(
    cluster: KubernetesClusterConfig,
    connections: number,
    limits: KubernetesClientLimits,
  ) {
    this.#base = new URL(cluster.url);
    this.#prefix = this.#base.pathname.replace(/\/+$/, '');
    this.#limits = limits;
    this.#headers = {
      accept: 'application/json',
      // A compressed body could unpack to any size; the server sends plain JSON to who asks for it.
      'accept-encoding': 'identity',
      authorization: `Bearer ${cluster.serviceAccountToken}`,
      'user-agent': 'openpolicy-portal/service-health',
    };
    this.#agent = new Agent({
      connections,
      pipelining: 1,
      connect: {
        timeout: limits.connectMs,
        rejectUnauthorized: !cluster.skipTLSVerify,
        ...(cluster.ca ? { ca: cluster.ca } : {}),
      },
      // Longer than the probe's period, so that the probe keeps one connection instead of making a new one each time.
      keepAliveTimeout: 30_000,
      // Both are covered by deadlines of our own; a watch may be silent for as long as the watchdog allows.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * Reads one page of a list.
   *
   * @returns the parsed body, an object
   * @throws {@link KubernetesFault}
   */
  async list(request: KubernetesRequest): Promise<Record<string, unknown>> {
    const { pageBytes, requestMs } = this.#limits;
    return withDeadline(requestMs, request.signal, async signal => {
      const response = await this.#send(request, signal);
      return parseObject(await readText(response, pageBytes), 'answer');
    });
  }

  /**
   * Opens a watch. Resolves once the API server has accepted it.
   *
   * @returns the parsed lines. The iteration returns when the server closes the stream and throws a {@link KubernetesFault} when it
   * breaks; leaving it early closes the connection.
   */
  async watch(
    request: KubernetesRequest,
  ): Promise<AsyncIterable<Record<string, unknown>>> {
    const response = await withDeadline(
      this.#limits.requestMs,
      request.signal,
      signal => this.#send(request, signal),
      { keepLinked: true },
    );
    return parseLines(response.body, this.#limits.eventBytes);
  }

  /**
   * Asks for a sign of life by `/livez`. Any answer of the API server but an error of its own or a rejected token is one: where the
   * cluster does not open `/livez` to everybody, its 403 comes from a living server too.
   *
   * @throws {@link KubernetesFault}
   */
  async probe(signal: AbortSignal): Promise<void> {
    const request = { path: ['livez'], query: {}, signal };
    await withDeadline(this.#limits.probeMs, signal, async linked => {
      try {
        const response = await this.#send(request, linked);
        await readText(response, ERROR_BODY_BYTES);
      } catch (error) {
        const { code } = toKubernetesFault(error);
        if (code !== 'forbidden' && code !== 'notFound') {
          throw error;
        }
      }
    });
  }

  /** Closes all connections at once. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #send(
    request: KubernetesRequest,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const query = new URLSearchParams(request.query).toString();
    const response = await this.#agent.request({
      origin: this.#base.origin,
      path: `${this.#prefix}${toPath(request.path)}${query ? `?${query}` : ''}`,
      method: 'GET',
      headers: this.#headers,
      signal,
    });
    // An abort destroys the body with an error; without a listener, one that nobody reads yet would end the process.
    response.body.on('error', () => {});
    if (response.statusCode !== 200) {
      throw await readFault(response);
    }
    const encoding = response.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      response.body.destroy();
      throw new KubernetesFault(
        'refused',
        'it answered with a compressed body',
      );
    }
    return response;
  }
}

/**
 * Joins path segments. Names of Kubernetes and of API groups are lower case letters, digits, dots and hyphens.
 *
 * @throws Error on any other segment: it comes from our own tables or from checked configuration, so this is a programming mistake
 */
function toPath(segments: readonly string[]): string {
  for (const segment of segments) {
    if (!/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(segment)) {
      throw new Error(`Invalid path segment '${segment.slice(0, 100)}'`);
    }
  }
  return `/${segments.join('/')}`;
}

async function withDeadline<T>(
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  options: { keepLinked?: boolean } = {},
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, ms);
  outer.addEventListener('abort', abort, { once: true });
  let linked = false;
  try {
    if (outer.aborted) {
      controller.abort();
    }
    const result = await work(controller.signal);
    // The body of a watch is read after this returns and has to end with the outer signal, which lives as long as the watch.
    linked = options.keepLinked === true;
    return result;
  } catch (error) {
    throw timedOut
      ? new KubernetesFault('timeout', `it did not answer within ${ms} ms`)
      : toKubernetesFault(error);
  } finally {
    clearTimeout(timer);
    if (!linked) {
      outer.removeEventListener('abort', abort);
    }
  }
}
