/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DeliveryTarget,
  DeliveryTargets,
  displayUrl,
} from '@openpolicy/plugin-golden-path-node';
import { CatalogReader } from '../catalog/CatalogReader';

/**
 * Knows where a platform is really delivered: what the configuration overrides is not in the catalog.
 *
 * @internal
 */
export class DeliveryBook {
  readonly #options: { catalog: CatalogReader; targets: DeliveryTargets };

  static create(options: {
    catalog: CatalogReader;
    targets: DeliveryTargets;
  }): DeliveryBook {
    return new DeliveryBook(options);
  }

  private constructor(options: {
    catalog: CatalogReader;
    targets: DeliveryTargets;
  }) {
    this.#options = options;
  }

  /**
   * One entry an environment, in the platform's order. Addresses are without credentials.
   *
   * @throws NotFoundError if the user sees no such platform
   */
  async list(
    systemRef: string,
    credentials: BackstageCredentials,
  ): Promise<DeliveryTarget[]> {
    const { catalog, targets } = this.#options;
    const model = await catalog.getPlatform(systemRef, credentials);
    return model.system.spec.environments
      .map(({ name }) => targets.find(model, name))
      .map(target => ({
        ...target,
        repository: withoutCredential(target.repository),
      }));
  }
}

/** Else as it is, since this is what is rendered. */
function withoutCredential(url: string): string {
  return /^\w+:\/\/[^/?#]*@/.test(url) ? displayUrl(url) : url;
}
