/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isRecord } from '@openpolicy/plugin-service-health-node/upstream';
import { KubernetesClient } from './KubernetesClient';
import { KubernetesFault } from './errors';
import {
  ListPage,
  ListerWatcher,
  RawObject,
  WatchEvent,
} from './reflector/ListerWatcher';
import { ResourceDefinition } from './resources';

const EVENT_TYPES = new Set([
  'ADDED',
  'MODIFIED',
  'DELETED',
  'BOOKMARK',
  'ERROR',
]);

/**
 * Lists and watches one kind of one cluster, in one namespace or in all.
 *
 * @internal
 */
export class ResourceListerWatcher implements ListerWatcher {
  readonly #client: KubernetesClient;
  readonly #resource: ResourceDefinition;
  readonly #path: string[];
  readonly #selectors: Record<string, string>;

  static create(options: {
    client: KubernetesClient;
    resource: ResourceDefinition;
    namespace?: string;
    labelSelector?: string;
  }): ResourceListerWatcher {
    return new ResourceListerWatcher(options);
  }

  private constructor(options: {
    client: KubernetesClient;
    resource: ResourceDefinition;
    namespace?: string;
    labelSelector?: string;
  }) {
    const { client, labelSelector, namespace, resource } = options;
    const { fieldSelector, group, labelled, plural, version } = resource;
    this.#client = client;
    this.#resource = resource;
    this.#path = [
      ...(group ? ['apis', group, version] : ['api', version]),
      ...(namespace === undefined ? [] : ['namespaces', namespace]),
      plural,
    ];
    this.#selectors = {
      ...(fieldSelector ? { fieldSelector } : {}),
      ...(labelSelector && labelled ? { labelSelector } : {}),
    };
  }

  async list(options: {
    limit: number;
    continue?: string;
    signal: AbortSignal;
  }): Promise<ListPage> {
    const body = await this.#client.list({
      path: this.#path,
      query: {
        ...this.#selectors,
        limit: String(options.limit),
        ...(options.continue ? { continue: options.continue } : {}),
      },
      signal: options.signal,
    });
    const { items, metadata } = body;
    // A 200 with an error body, or with a page of some proxy, must not be taken for an empty cluster.
    if (
      body.kind !== `${this.#resource.kind}List` ||
      !isRecord(metadata) ||
      typeof metadata.resourceVersion !== 'string' ||
      !(Array.isArray(items) || items === null)
    ) {
      throw new KubernetesFault(
        'malformed',
        `its answer is no list of ${this.#resource.plural}`,
      );
    }
    return {
      items: (items ?? []).filter(isRecord).map(item => this.#typed(item)),
      resourceVersion: metadata.resourceVersion,
      continue:
        typeof metadata.continue === 'string' && metadata.continue !== ''
          ? metadata.continue
          : undefined,
    };
  }

  async watch(options: {
    resourceVersion: string;
    timeoutSeconds: number;
    signal: AbortSignal;
  }): Promise<AsyncIterable<WatchEvent>> {
    const lines = await this.#client.watch({
      path: this.#path,
      query: {
        ...this.#selectors,
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion: options.resourceVersion,
        timeoutSeconds: String(options.timeoutSeconds),
      },
      signal: options.signal,
    });
    return this.#toEvents(lines);
  }

  async *#toEvents(
    lines: AsyncIterable<Record<string, unknown>>,
  ): AsyncGenerator<WatchEvent, void, undefined> {
    for await (const { type, object } of lines) {
      if (
        typeof type !== 'string' ||
        !EVENT_TYPES.has(type) ||
        !isRecord(object)
      ) {
        throw new KubernetesFault('malformed', 'its watch sent no event');
      }
      yield {
        type: type as WatchEvent['type'],
        object: type === 'ERROR' ? object : this.#typed(object),
      };
    }
  }

  /** Items of a list of a built-in kind come without kind and apiVersion, by which the rules tell them apart. */
  #typed(object: RawObject): RawObject {
    const { group, kind, version } = this.#resource;
    return {
      ...object,
      kind,
      apiVersion: group ? `${group}/${version}` : version,
    };
  }
}
