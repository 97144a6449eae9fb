/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ClusterClient } from '../clusters/ClusterClient';

/**
 * How the API server calls a kind in its paths.
 *
 * @internal
 */
export interface KindResource {
  /** As `deployments`. */
  plural: string;
  isNamespaced: boolean;
}

/**
 * Which kinds an API server has. Each group is asked for once.
 *
 * @internal
 */
export class KubernetesKinds {
  readonly #cluster: ClusterClient;
  readonly #signal?: AbortSignal;
  readonly #groups = new Map<string, Promise<Map<string, KindResource>>>();

  static create(options: {
    cluster: ClusterClient;
    signal?: AbortSignal;
  }): KubernetesKinds {
    return new KubernetesKinds(options.cluster, options.signal);
  }

  private constructor(cluster: ClusterClient, signal?: AbortSignal) {
    this.#cluster = cluster;
    this.#signal = signal;
  }

  /** Undefined if the API server does not have it. */
  async find(
    apiVersion: string,
    kind: string,
  ): Promise<KindResource | undefined> {
    let group = this.#groups.get(apiVersion);
    if (!group) {
      group = this.#read(apiVersion);
      this.#groups.set(apiVersion, group);
    }
    return (await group).get(kind);
  }

  async #read(apiVersion: string): Promise<Map<string, KindResource>> {
    const { status, body } = await this.#cluster.ask({
      path: groupPath(apiVersion),
      signal: this.#signal,
    });
    const resources =
      status === 200 && Array.isArray(body?.resources) ? body.resources : [];
    return new Map(
      resources
        // Those with a slash are parts of others, as deployments/scale.
        .filter(resource => !String(resource?.name).includes('/'))
        .map(resource => [
          String(resource.kind),
          {
            plural: String(resource.name),
            isNamespaced: resource.namespaced === true,
          },
        ]),
    );
  }
}

/**
 * Where an API server has a group, as `apis/apps/v1`.
 *
 * @internal
 */
export function groupPath(apiVersion: string): string[] {
  return apiVersion.includes('/')
    ? ['apis', ...apiVersion.split('/')]
    : ['api', apiVersion];
}
