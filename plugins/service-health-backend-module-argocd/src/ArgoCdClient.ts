/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  UpstreamFault,
  UpstreamAnswer,
  UpstreamHttp,
  UpstreamRequest,
  JsonRecord,
  asRecord,
  asRecords,
  asString,
  readLines,
} from '@openpolicy/plugin-service-health-node/upstream';
import { ArgoCdCredential, createCredential } from './ArgoCdCredential';
import { ArgoCdReadCredential } from './config';
import { ArgoCdError } from './errors';
import { assertObjectName } from './names';
import { ApplicationStreamFrame, parseStreamLine } from './streamFrames';

const MIB = 1024 * 1024;

/**
 * Deadlines in milliseconds and limits in bytes.
 *
 * @internal
 */
export interface ArgoCdClientLimits {
  listDeadlineMs: number;
  getDeadlineMs: number;
  syncDeadlineMs: number;
  probeDeadlineMs: number;
  listBytes: number;
  applicationBytes: number;
}

const LIMITS: ArgoCdClientLimits = {
  listDeadlineMs: 30_000,
  getDeadlineMs: 10_000,
  syncDeadlineMs: 15_000,
  probeDeadlineMs: 5_000,
  listBytes: 256 * MIB,
  applicationBytes: 8 * MIB,
};

/**
 * Names one application.
 *
 * @internal
 */
export interface ApplicationName {
  namespace: string;
  name: string;
  project: string;
}

/**
 * The part of an Argo CD that a source reads.
 *
 * @internal
 */
export interface ApplicationReader {
  /** Needs no credential: the cheapest sign of life. */
  getVersion(signal?: AbortSignal): Promise<string | undefined>;
  listApplications(signal?: AbortSignal): Promise<JsonRecord[]>;
  /** Replays every application first, then follows. Ends when upstream closes. */
  streamApplications(
    signal?: AbortSignal,
  ): AsyncIterable<ApplicationStreamFrame>;
}

/**
 * The REST API of one Argo CD with one credential; the only place that sends requests to it.
 *
 * Every method throws {@link ArgoCdError} when Argo CD says no, {@link UpstreamFault} when it says nothing usable, and
 * InputError for a name that may not stand in a URL, before any request.
 *
 * @internal
 */
export class ArgoCdClient implements ApplicationReader {
  readonly #http: UpstreamHttp;
  readonly #credential: ArgoCdCredential;
  readonly #limits: ArgoCdClientLimits;

  static create(options: {
    url: string;
    ca?: string;
    credential: ArgoCdReadCredential;
    limits?: Partial<ArgoCdClientLimits>;
  }): ArgoCdClient {
    const http = UpstreamHttp.create({ baseUrl: options.url, ca: options.ca });
    return new ArgoCdClient(http, createCredential(options.credential, http), {
      ...LIMITS,
      ...options.limits,
    });
  }

  private constructor(
    http: UpstreamHttp,
    credential: ArgoCdCredential,
    limits: ArgoCdClientLimits,
  ) {
    this.#http = http;
    this.#credential = credential;
    this.#limits = limits;
  }

  /** The configuration key of the credential, for messages. */
  get credentialKey(): string {
    return this.#credential.key;
  }

  async getVersion(signal?: AbortSignal): Promise<string | undefined> {
    const answer = await this.#http.read({
      path: ['api', 'version'],
      deadlineMs: this.#limits.probeDeadlineMs,
      maxBytes: 65_536,
      signal,
    });
    return asString(parseAnswer(answer).Version);
  }

  async listApplications(signal?: AbortSignal): Promise<JsonRecord[]> {
    const body = await this.#call({
      path: ['api', 'v1', 'applications'],
      deadlineMs: this.#limits.listDeadlineMs,
      maxBytes: this.#limits.listBytes,
      signal,
    });
    // An empty list is `"items": null` or `[]`; without `metadata` it is no list at all.
    if (!body.metadata) {
      throw new UpstreamFault('garbage', 'its answer is no list');
    }
    return asRecords(body.items);
  }

  async *streamApplications(
    signal?: AbortSignal,
  ): AsyncIterable<ApplicationStreamFrame> {
    // As server-sent events the stream has a keep-alive line every 15 s; as plain JSON lines it has none. Without
    // resourceVersion Argo CD replays every application, with the health of each resource, which a list does not have.
    const opened = await this.#withToken(token =>
      this.#http.open({
        path: ['api', 'v1', 'stream', 'applications'],
        headers: {
          accept: 'text/event-stream',
          authorization: `Bearer ${token}`,
        },
        maxBytes: 65_536,
        signal,
      }),
    );
    if ('refused' in opened) {
      throw ArgoCdError.fromAnswer(opened.refused);
    }
    const { contentType, chunks } = opened;
    if (
      contentType !== 'text/event-stream' &&
      contentType !== 'application/json'
    ) {
      throw new UpstreamFault('contentType', 'its stream is no event stream');
    }
    yield { type: 'opened' };
    const lines = readLines(chunks, {
      maxBytes: this.#limits.applicationBytes,
    });
    for await (const item of lines) {
      if ('unfinished' in item) {
        // What was cut off comes again: the next stream replays every application.
        return;
      }
      const frame: ApplicationStreamFrame | undefined =
        'oversize' in item
          ? { type: 'skipped', reason: 'too large' }
          : parseStreamLine(item.line);
      if (frame) {
        yield frame;
      }
    }
  }

  async getApplication(
    application: ApplicationName,
    signal?: AbortSignal,
  ): Promise<JsonRecord> {
    assertApplicationName(application);
    const body = await this.#call({
      path: ['api', 'v1', 'applications', application.name],
      query: {
        appNamespace: application.namespace,
        project: application.project,
      },
      deadlineMs: this.#limits.getDeadlineMs,
      maxBytes: this.#limits.applicationBytes,
      signal,
    });
    if (!body.metadata) {
      throw new UpstreamFault('garbage', 'its answer is no application');
    }
    return body;
  }

  async syncApplication(
    application: ApplicationName,
    options: { prune: boolean; infos: { name: string; value: string }[] },
    signal?: AbortSignal,
  ): Promise<void> {
    assertApplicationName(application);
    const body = await this.#call({
      method: 'POST',
      path: ['api', 'v1', 'applications', application.name, 'sync'],
      body: {
        name: application.name,
        appNamespace: application.namespace,
        project: application.project,
        prune: options.prune,
        infos: options.infos,
      },
      deadlineMs: this.#limits.syncDeadlineMs,
      maxBytes: this.#limits.applicationBytes,
      signal,
    });
    if (asRecord(body.metadata).name !== application.name) {
      throw new UpstreamFault('garbage', 'its answer is not the application', {
        mayHaveActed: true,
      });
    }
  }

  /**
   * Whether the account may do it.
   *
   * @param subresource - `project/application`; a star may stand for either.
   */
  async canI(
    resource: string,
    action: string,
    subresource: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const parts = subresource.split('/');
    for (const part of parts) {
      if (part !== '*') {
        assertObjectName('application or project', part);
      }
    }
    const body = await this.#call({
      path: ['api', 'v1', 'account', 'can-i', resource, action, ...parts],
      deadlineMs: this.#limits.getDeadlineMs,
      maxBytes: 65_536,
      signal,
    });
    return body.value === 'yes';
  }

  async close(): Promise<void> {
    await this.#http.close();
  }

  async #call(options: UpstreamRequest): Promise<JsonRecord> {
    const answer = await this.#withToken(token =>
      this.#http.read({
        ...options,
        headers: { authorization: `Bearer ${token}` },
      }),
    );
    return parseAnswer(answer);
  }

  /** Repeats a request once with a new token when the session has expired; a 401 means that nothing was done. */
  async #withToken<
    T extends { status: number } | { refused: UpstreamAnswer } | {},
  >(send: (token: string) => Promise<T>): Promise<T> {
    const token = await this.#credential.getToken();
    const answer = await send(token);
    if (isUnauthorized(answer) && this.#credential.reject(token)) {
      return send(await this.#credential.getToken());
    }
    return answer;
  }
}

function isUnauthorized(answer: object): boolean {
  if ('refused' in answer) {
    return (answer.refused as UpstreamAnswer).status === 401;
  }
  return 'status' in answer && answer.status === 401;
}

function assertApplicationName(application: ApplicationName): void {
  assertObjectName('application', application.name);
  assertObjectName('namespace', application.namespace);
  assertObjectName('project', application.project);
}

function parseAnswer(answer: UpstreamAnswer): JsonRecord {
  if (answer.status !== 200) {
    throw ArgoCdError.fromAnswer(answer);
  }
  if (answer.contentType !== 'application/json') {
    throw new UpstreamFault('contentType', 'its answer is no JSON', {
      mayHaveActed: true,
    });
  }
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    throw new UpstreamFault('garbage', 'its answer is broken JSON', {
      mayHaveActed: true,
    });
  }
  const record = asRecord(body);
  // Some proxies wrap the gateway's errors in a 200.
  if (typeof record.error === 'string' && record.metadata === undefined) {
    throw ArgoCdError.fromAnswer(answer);
  }
  return record;
}
