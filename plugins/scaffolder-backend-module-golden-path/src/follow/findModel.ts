/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { PlatformModel } from '@openpolicy/plugin-golden-path-common';
import {
  DeliveryTargets,
  openPlatform,
} from '@openpolicy/plugin-golden-path-node';
import { fullRef } from '../fullRef';
import { catalogEntity } from './catalogEntity';

/** What it takes to find the platform of a service. */
export interface ModelSource {
  catalog: CatalogService;
  targets: DeliveryTargets;
}

/**
 * The platform that runs a service of the catalog, as the caller may see it.
 *
 * @returns undefined for a service that names no System, or is not there
 * @throws NotFoundError if its System is no platform
 */
export async function findModel(
  { catalog, targets }: ModelSource,
  options: {
    entityRef: string;
    credentials: BackstageCredentials;
    signal?: AbortSignal;
  },
): Promise<PlatformModel | undefined> {
  const { entityRef, credentials, signal } = options;
  const entity = await catalogEntity(catalog, entityRef, {
    credentials,
    signal,
  });
  const system = entity?.spec?.system;
  if (typeof system !== 'string') {
    return undefined;
  }
  const { model } = await openPlatform({
    catalog,
    credentials,
    systemRef: fullRef(system, 'system', entity?.metadata.namespace),
    targets,
  });
  return model;
}
