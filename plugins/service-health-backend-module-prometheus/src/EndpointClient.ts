/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  UpstreamFault,
  UpstreamHttp,
} from '@openpolicy/plugin-service-health-node/upstream';
import { EndpointConfig } from './config';
import { AlertApiError } from './errors';

const DEADLINE_MS = 5_000;
/** A Thanos with 15 000 rules answers with 19 MB (thanos#8991). */
const MAX_BYTES = 48 * 1024 * 1024;

/**
 * Deadline in milliseconds and limit in bytes of each answer.
 *
 * @internal
 */
export interface EndpointLimits {
  deadlineMs: number;
  maxBytes: number;
}

/**
 * Reads JSON from one Prometheus or Alertmanager. Paths and queries are constants of the clients: nothing of an entity, a user or
 * an upstream object ever becomes part of a request.
 *
 * @internal
 */
export class EndpointClient {
  readonly #http: UpstreamHttp;
  readonly #headers: Record<string, string>;
  readonly #limits: EndpointLimits;

  static create(
    config: EndpointConfig,
    limits?: Partial<EndpointLimits>,
  ): EndpointClient {
    return new EndpointClient(config, {
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_BYTES,
      ...limits,
    });
  }

  private constructor(config: EndpointConfig, limits: EndpointLimits) {
    this.#http = UpstreamHttp.create({
      baseUrl: config.url,
      ca: config.ca,
      connections: 4,
    });
    this.#limits = limits;
    this.#headers = {
      ...authorization(config.auth),
      ...(config.tenant ? { 'x-scope-orgid': config.tenant } : {}),
    };
  }

  /** @throws AlertApiError or UpstreamFault */
  async getJson(
    path: readonly string[],
    query: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<{ body: unknown; date?: Date }> {
    const answer = await this.#http.read({
      path,
      query,
      headers: this.#headers,
      signal,
      ...this.#limits,
    });
    if (answer.status !== 200) {
      throw AlertApiError.fromAnswer(answer);
    }
    if (answer.contentType !== 'application/json') {
      throw new UpstreamFault('contentType', 'its answer is no JSON');
    }
    try {
      return { body: JSON.parse(answer.text), date: answer.date };
    } catch {
      throw new UpstreamFault('garbage', 'its answer is broken JSON');
    }
  }

  async close(): Promise<void> {
    await this.#http.close();
  }
}

function authorization(auth: EndpointConfig['auth']): Record<string, string> {
  switch (auth?.kind) {
    case 'bearer':
      return { authorization: `Bearer ${auth.token}` };
    case 'basic':
      return {
        authorization: `Basic ${Buffer.from(
          `${auth.username}:${auth.password}`,
        ).toString('base64')}`,
      };
    default:
      return {};
  }
}
