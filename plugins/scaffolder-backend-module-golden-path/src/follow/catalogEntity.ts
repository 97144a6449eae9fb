/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE_MS = 5_000;

/**
 * One entity of the catalog as the caller may see it, within five seconds.
 *
 * @throws ServiceUnavailableError if the catalog cannot be asked
 */
export async function catalogEntity(
  catalog: Pick<CatalogService, 'getEntityByRef'>,
  entityRef: string,
  options: { credentials: BackstageCredentials; signal?: AbortSignal },
): Promise<Entity | undefined> {
  const { credentials, signal } = options;
  const done = new AbortController();
  const late = pause(DEADLINE_MS, undefined, {
    signal: signal ? AbortSignal.any([signal, done.signal]) : done.signal,
  }).then(() => {
    throw new Error('it does not answer in time');
  });
  try {
    return await Promise.race([
      catalog.getEntityByRef(entityRef, { credentials }),
      late,
    ]);
  } catch (error) {
    signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      `The portal cannot ask its catalog: ${(error as Error).message}`,
    );
  } finally {
    done.abort();
    late.catch(() => {});
  }
}
