/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Agent, Dispatcher, request } from 'undici';
import { UpstreamFault, toUpstreamFault } from './UpstreamFault';

/** Milliseconds for the body of a refused stream. */
const REFUSAL_MS = 10_000;

/**
 * What {@link UpstreamHttp} connects to.
 *
 * @public
 */
export interface UpstreamHttpOptions {
  /** Absolute http(s) URL without credentials, query or fragment; a path is a prefix of every request. */
  baseUrl: string;
  /** PEM certificates to trust instead of the system's. */
  ca?: string;
  /** Sockets at most; the bulkhead of the instance. Default: 8. */
  connections?: number;
}

/**
 * One request. `path` is made of segments that the caller has checked; each is encoded and none may step out of the prefix.
 *
 * @public
 */
export interface UpstreamRequest {
  method?: 'GET' | 'POST';
  path: readonly string[];
  query?: Record<string, string | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Milliseconds for the whole answer. */
  deadlineMs: number;
  /** Bytes of the whole answer; of a stream, of its refusal. */
  maxBytes: number;
  signal?: AbortSignal;
}

/**
 * An answer that was read whole.
 *
 * @public
 */
export interface UpstreamAnswer {
  status: number;
  /** Without parameters, in lower case. */
  contentType: string;
  /** The `Date` header, to judge upstream's times by upstream's clock. */
  date?: Date;
  text: string;
}

/**
 * HTTP to one upstream: own sockets and trust, a deadline and a size limit for each request, no redirects, no decompression. It
 * knows no API; every fault of the transport is an {@link UpstreamFault}. One instance serves one upstream for as long as the source
 * lives; `close` it when the backend shuts down.
 *
 * @public
 */
export class UpstreamHttp {
  readonly #base: URL;
  readonly #prefix: string;
  readonly #agent: Agent;

  static create(options: UpstreamHttpOptions): UpstreamHttp {
    return new UpstreamHttp(options);
  }

  private constructor(options: UpstreamHttpOptions) {
    this.#base = new URL(options.baseUrl);
    this.#prefix = this.#base.pathname.replace(/\/+$/, '');
    // An agent of its own: a certificate authority of one instance must never be trusted, nor doubted, for another.
    this.#agent = new Agent({
      connections: options.connections ?? 8,
      pipelining: 1,
      connect: { timeout: 5_000, ...(options.ca ? { ca: options.ca } : {}) },
      keepAliveTimeout: 10_000,
      maxHeaderSize: 32_768,
    });
  }

  /**
   * Reads a whole answer, whatever its status.
   *
   * @throws {@link UpstreamFault}; `mayHaveActed` says whether a write may have reached upstream
   */
  async read(options: UpstreamRequest): Promise<UpstreamAnswer> {
    const deadline = AbortSignal.timeout(options.deadlineMs);
    const signal = anySignal(deadline, options.signal);
    try {
      const response = await this.#send(options, signal);
      return {
        status: response.statusCode,
        contentType: contentTypeOf(response),
        date: dateOf(response),
        text: await readText(response, options.maxBytes),
      };
    } catch (error) {
      throw toUpstreamFault(
        error,
        deadline.aborted ? options.deadlineMs : undefined,
      );
    }
  }

  /**
   * Opens an answer without end. An answer that is no 2xx is read whole and returned as `refused`.
   *
   * There is no deadline: some servers send even the header of a stream only with its first event. `chunks` throws an
   * {@link UpstreamFault} when the connection breaks, and returns when upstream closes it.
   *
   * @throws {@link UpstreamFault}
   */
  async open(
    options: Omit<UpstreamRequest, 'deadlineMs'>,
  ): Promise<
    | { refused: UpstreamAnswer }
    | { contentType: string; chunks: AsyncIterable<Buffer> }
  > {
    try {
      const response = await this.#send(options, options.signal);
      const contentType = contentTypeOf(response);
      if (response.statusCode >= 200 && response.statusCode <= 299) {
        return { contentType, chunks: translateFaults(response.body) };
      }
      const timer = setTimeout(() => response.body.destroy(), REFUSAL_MS);
      try {
        const text = await readText(response, options.maxBytes);
        return { refused: { status: response.statusCode, contentType, text } };
      } finally {
        clearTimeout(timer);
      }
    } catch (error) {
      throw toUpstreamFault(error);
    }
  }

  /** Breaks off all requests and closes all sockets. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #send(
    options: Omit<UpstreamRequest, 'deadlineMs'>,
    signal: AbortSignal | undefined,
  ): Promise<Dispatcher.ResponseData> {
    const response = await request(this.#url(options), {
      dispatcher: this.#agent,
      method: options.method ?? 'GET',
      headers: {
        accept: 'application/json',
        'user-agent': 'openpolicy-portal',
        ...options.headers,
        ...(options.body === undefined
          ? {}
          : { 'content-type': 'application/json' }),
      },
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
      signal,
      // Our own deadline covers connect, header and body together; a quiet stream is no fault of the transport.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const { statusCode } = response;
    const refuse = async (fault: UpstreamFault) => {
      response.body.on('error', () => {});
      response.body.destroy();
      throw fault;
    };
    if (statusCode >= 300 && statusCode < 400) {
      await refuse(
        new UpstreamFault('redirect', 'it answered with a redirect', {
          mayHaveActed: true,
        }),
      );
    }
    const encoding = String(response.headers['content-encoding'] ?? '');
    if (encoding && encoding.toLowerCase() !== 'identity') {
      await refuse(
        new UpstreamFault(
          'contentType',
          'it compressed an answer that was asked for plain',
          { mayHaveActed: true },
        ),
      );
    }
    return response;
  }

  #url(options: Pick<UpstreamRequest, 'path' | 'query'>): URL {
    const path = `${this.#prefix}/${options.path
      .map(segment => encodeURIComponent(segment))
      .join('/')}`;
    const url = new URL(this.#base.origin);
    url.pathname = path;
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, value);
      }
    }
    // Encoding does not stop dot segments: the URL parser resolves them, so the result is compared with what was meant.
    if (url.pathname !== path || url.origin !== this.#base.origin) {
      throw new UpstreamFault(
        'url',
        'a name would have changed the path of the request',
      );
    }
    return url;
  }
}

function anySignal(first: AbortSignal, second?: AbortSignal): AbortSignal {
  return second ? AbortSignal.any([first, second]) : first;
}

function contentTypeOf(response: Dispatcher.ResponseData): string {
  const header = String(response.headers['content-type'] ?? '');
  return header.split(';')[0].trim().toLocaleLowerCase('en-US');
}

function dateOf(response: Dispatcher.ResponseData): Date | undefined {
  const date = new Date(String(response.headers.date ?? ''));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

async function readText(
  response: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response.body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) {
      response.body.destroy();
      throw new UpstreamFault(
        'tooLarge',
        `its answer was larger than ${Math.round(maxBytes / 1024)} KiB`,
        { mayHaveActed: true },
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function* translateFaults(
  body: AsyncIterable<Buffer>,
): AsyncIterable<Buffer> {
  try {
    yield* body;
  } catch (error) {
    throw toUpstreamFault(error);
  }
}
