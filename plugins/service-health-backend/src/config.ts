/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Config, readDurationFromConfig } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { OperatorBinding } from './bindings/types';

/**
 * The configuration of the plugin, read once at start.
 *
 * @internal
 */
export interface ServiceHealthConfig {
  /** Overrides what each source says of itself. */
  staleAfterMs?: number;
  catalogRefreshMs: number;
  bindings: OperatorBinding[];
  /** Whether anybody may sync while the permission framework is off. */
  allowSyncWithoutPermissions: boolean;
  permissionsEnabled: boolean;
}

const DEFAULT_CATALOG_REFRESH_MS = 20_000;

/**
 * Reads the configuration.
 *
 * @throws InputError that names every broken key
 * @internal
 */
export function readServiceHealthConfig(root: Config): ServiceHealthConfig {
  const faults: string[] = [];
  const read = <T>(key: string, reader: () => T): T | undefined => {
    try {
      return reader();
    } catch (error) {
      faults.push(`'${key}': ${(error as Error).message}`);
      return undefined;
    }
  };
  const readMs = (key: string): number | undefined =>
    read(key, () => {
      if (!root.has(key)) {
        return undefined;
      }
      const ms = durationToMilliseconds(readDurationFromConfig(root, { key }));
      if (!(ms >= 1_000)) {
        throw new InputError(
          'must be a duration of at least one second, e.g. { seconds: 20 }',
        );
      }
      return ms;
    });

  const staleAfterMs = readMs('serviceHealth.staleAfter');
  const catalogRefreshMs =
    readMs('serviceHealth.catalogRefresh') ?? DEFAULT_CATALOG_REFRESH_MS;
  const syncKey = 'serviceHealth.sync.dangerouslyAllowWithoutPermissions';
  const allowSyncWithoutPermissions =
    read(syncKey, () => root.getOptionalBoolean(syncKey)) ?? false;
  const permissionsEnabled =
    read('permission.enabled', () =>
      root.getOptionalBoolean('permission.enabled'),
    ) ?? false;
  const items =
    read('serviceHealth.bindings', () =>
      root.getOptionalConfigArray('serviceHealth.bindings'),
    ) ?? [];
  const bindings = items.flatMap((item, index) => {
    const binding = read(`serviceHealth.bindings[${index}]`, () =>
      readBinding(item),
    );
    return binding ? [binding] : [];
  });

  if (faults.length > 0) {
    throw new InputError(
      `Failed to read the configuration of service health. Correct these keys: ${faults.join(
        '; ',
      )}`,
    );
  }
  return {
    staleAfterMs,
    catalogRefreshMs,
    bindings,
    allowSyncWithoutPermissions,
    permissionsEnabled,
  };
}

function readBinding(config: Config): OperatorBinding {
  const readRef = (key: string, defaultKind: string) => {
    const value = config.getOptionalString(key);
    return value === undefined
      ? undefined
      : stringifyEntityRef(
          parseEntityRef(value, { defaultKind, defaultNamespace: 'default' }),
        );
  };
  const binding: OperatorBinding = {
    source: config.getString('source'),
    instance: config.getOptionalString('instance'),
    project: config.getOptionalString('project'),
    namespace: config.getOptionalString('namespace'),
    entityRef: readRef('entityRef', 'component'),
    owner: readRef('owner', 'group'),
    system: readRef('system', 'system'),
  };
  if (!binding.instance && !binding.project && !binding.namespace) {
    throw new InputError(
      "needs at least one of 'instance', 'project' and 'namespace', or it would give away the whole source",
    );
  }
  if (binding.project && binding.source !== 'argocd') {
    throw new InputError("'project' is only for the source 'argocd'");
  }
  const targets = [binding.entityRef, binding.owner, binding.system];
  if (targets.filter(target => target !== undefined).length !== 1) {
    throw new InputError(
      "needs exactly one of 'entityRef', 'owner' and 'system'",
    );
  }
  return binding;
}
