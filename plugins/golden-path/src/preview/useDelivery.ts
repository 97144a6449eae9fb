/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useApi } from '@backstage/core-plugin-api';
import {
  createPreview,
  PlatformModel,
} from '@openpolicy/plugin-golden-path-common';
import { useCallback, useMemo } from 'react';
import { EnvironmentDelivery, goldenPathApiRef } from '../api/GoldenPathApi';
import { CatalogSnapshot } from '../catalog';
import { useLoaded } from '../hooks';

/** Where a platform is delivered. @internal */
export interface Delivery {
  /** The catalog with what the portal's configuration says otherwise. */
  catalog: CatalogSnapshot;
  deliveries?: readonly EnvironmentDelivery[];
  /** Why it is not known, in a sentence; the catalog is as it was then. */
  problem?: string;
  reload: () => void;
}

/**
 * Asks the server where a platform is delivered: the portal's configuration may
 * override the catalog, and the files name the repository. It holds up nothing.
 *
 * @internal
 */
export function useDelivery(
  catalog: CatalogSnapshot,
  model: PlatformModel | undefined,
): Delivery {
  const api = useApi(goldenPathApiRef);
  const systemRef = model?.system.entityRef;
  const load = useCallback(
    (signal: AbortSignal) => api.getDeliveries(systemRef!, { signal }),
    [api, systemRef],
  );
  const { value, problem, reload } = useLoaded(systemRef ? load : undefined);
  return useMemo(
    () => ({
      catalog: model && value ? delivered(catalog, model, value) : catalog,
      deliveries: value,
      problem,
      reload,
    }),
    [catalog, model, value, problem, reload],
  );
}

const made = new WeakMap<
  CatalogSnapshot,
  { key: string; catalog: CatalogSnapshot }
>();

/** The pages of a form share what they see, since a preview takes a while to prepare. */
function delivered(
  catalog: CatalogSnapshot,
  { system }: PlatformModel,
  deliveries: readonly EnvironmentDelivery[],
): CatalogSnapshot {
  const { environments, delivery } = system.spec;
  const inCatalog = new Map(
    environments.map(({ name, repository }) => [
      name,
      repository ?? delivery.repository,
    ]),
  );
  const others = deliveries
    .filter(
      ({ environment, repository }) =>
        repository !== inCatalog.get(environment),
    )
    .map(({ environment, repository }) => ({
      systemRef: system.entityRef,
      environment,
      repository,
    }));
  if (others.length === 0) {
    return catalog;
  }
  const key = JSON.stringify(others);
  const known = made.get(catalog);
  if (known?.key === key) {
    return known.catalog;
  }
  const { entities } = catalog;
  const result = {
    ...catalog,
    preview: createPreview({ entities, deliveries: others }),
  };
  made.set(catalog, { key, catalog: result });
  return result;
}
