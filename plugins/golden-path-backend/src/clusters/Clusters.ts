/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { ClusterConfig } from '../config';
import { ClusterClient } from './ClusterClient';

/**
 * The clusters that the configuration names.
 *
 * @internal
 */
export class Clusters {
  readonly #clients: ReadonlyMap<string, ClusterClient>;

  static create(
    configs: readonly ClusterConfig[],
    options?: { deadlineMs?: number },
  ): Clusters {
    return new Clusters(
      new Map(
        configs.map(config => [
          config.name,
          ClusterClient.create(config, options),
        ]),
      ),
    );
  }

  private constructor(clients: ReadonlyMap<string, ClusterClient>) {
    this.#clients = clients;
  }

  find(name: string): ClusterClient | undefined {
    return this.#clients.get(name);
  }

  /** @throws InputError if the configuration does not name it */
  get(name: string): ClusterClient {
    const client = this.find(name);
    if (!client) {
      throw new InputError(
        `The portal does not know cluster '${name}'. Add it to 'goldenPath.clusters' in its configuration, or name another under 'goldenPath.delivery.environments'.`,
      );
    }
    return client;
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#clients.values()].map(client => client.close()),
    );
  }
}
