/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  FleetSnapshot,
  ServiceSnapshot,
  SourceFreshness,
  SyncAttempt,
} from '@openpolicy/plugin-service-health-common';
import { FeedTransport, StreamTarget } from './feed/FeedTransport';
import { PageVisibility } from './feed/PageVisibility';
import { SnapshotFeed } from './feed/SnapshotFeed';
import { ServiceHealthApi, SyncRequest, Watchable } from './ServiceHealthApi';

/**
 * What a {@link ServiceHealthClient} needs.
 *
 * @public
 */
export interface ServiceHealthClientOptions {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
  /** The page whose visibility pauses the feed; `document` by default. */
  page?: PageVisibility;
  /** Source of jitter, from 0 to below 1; `Math.random` by default. */
  random?: () => number;
}

/**
 * Talks to the service-health backend: one stream a tab, conditional GETs where there is no stream, and syncs.
 *
 * @public
 */
export class ServiceHealthClient implements ServiceHealthApi {
  static create(options: ServiceHealthClientOptions): ServiceHealthClient {
    return new ServiceHealthClient(options);
  }

  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;
  readonly #feed: SnapshotFeed;

  private constructor(options: ServiceHealthClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
    this.#feed = SnapshotFeed.create({
      transport: this.#transport(),
      page: options.page ?? document,
      random: options.random ?? Math.random,
    });
  }

  service(entityRef: string): Watchable<ServiceSnapshot> {
    return this.#feed.service(entityRef);
  }

  fleet(): Watchable<FleetSnapshot> {
    return this.#feed.fleet();
  }

  now(): number {
    return this.#feed.now();
  }

  async requestSync(request: SyncRequest): Promise<SyncAttempt> {
    const { entityRef, ...body } = request;
    const response = await this.#fetch(`${servicePath(entityRef)}/syncs`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await response.json();
  }

  async listSyncs(entityRef: string): Promise<SyncAttempt[]> {
    const response = await this.#fetch(`${servicePath(entityRef)}/syncs`);
    const { items } = (await response.json()) as { items: SyncAttempt[] };
    return items;
  }

  #transport(): FeedTransport {
    return {
      openStream: async (target, signal) => {
        const response = await this.#fetch(`/stream?${streamQuery(target)}`, {
          headers: { Accept: 'text/event-stream' },
          signal,
        });
        const type = response.headers.get('content-type') ?? '';
        if (!response.body || !type.startsWith('text/event-stream')) {
          throw new Error(
            `The portal's server answered the live stream with '${type}' instead of 'text/event-stream'.`,
          );
        }
        return textOf(response.body);
      },
      getService: (entityRef, version, signal) =>
        this.#getIfChanged<ServiceSnapshot>(
          servicePath(entityRef),
          version,
          signal,
        ),
      getFleet: (version, signal) =>
        this.#getIfChanged<FleetSnapshot>('/services', version, signal),
      getSources: async signal => {
        const response = await this.#fetch('/sources', { signal });
        const { items } = (await response.json()) as {
          items: SourceFreshness[];
        };
        return items;
      },
    };
  }

  async #getIfChanged<T>(
    path: string,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    const response = await this.#fetch(path, {
      // The version is the ETag; the header itself is not readable across origins.
      headers: version ? { 'If-None-Match': `"${version}"` } : {},
      signal,
    });
    return response.status === 304 ? undefined : await response.json();
  }

  async #fetch(path: string, init?: RequestInit): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('service-health');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok && response.status !== 304) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function servicePath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/services/${[kind, namespace, name]
    .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
    .join('/')}`;
}

function streamQuery(target: StreamTarget): string {
  const query = new URLSearchParams();
  if (target.entityRef !== undefined) {
    query.set('entityRef', target.entityRef);
  }
  if (target.fleet) {
    query.set('fleet', 'true');
  }
  return query.toString();
}

async function* textOf(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
