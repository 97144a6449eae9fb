/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const ROOT = 'catalog.providers.goldenPath';

/**
 * A Git repository whose entities go into the catalog.
 *
 * @internal
 */
export interface ProviderConfig {
  /** Its key in the configuration. */
  id: string;
  /** Address over http(s), without credentials. */
  repository: string;
  branch: string;
  /** Folder with the files, without slashes at its ends. */
  path: string;
  schedule: SchedulerServiceTaskScheduleDefinition;
}

/** The tip is one small request; an event tells of a delivery at once. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 1 },
};

/**
 * Reads `catalog.providers.goldenPath`.
 *
 * @throws InputError that names every faulty key, and no value of one
 * @internal
 */
export function readProviderConfigs(config: Config): ProviderConfig[] {
  const faults: string[] = [];
  const providers = config.getOptionalConfig(ROOT);
  const result = (providers?.keys() ?? []).map((id): ProviderConfig => {
    const path = `${ROOT}.${id}`;
    const provider = providers!.getOptionalConfig(id);
    const text = (key: string, fallback?: string): string => {
      const value = provider?.getOptional(key) ?? fallback;
      if (typeof value === 'string' && value.trim() !== '') {
        return value.trim();
      }
      faults.push(`'${path}.${key}' is missing, empty or not a text`);
      return '';
    };
    const repository = text('repository');
    if (repository && !isRepositoryUrl(repository)) {
      faults.push(
        `'${path}.repository' is no http(s) address of a repository without credentials`,
      );
    }
    const folder = text('path', 'catalog').replace(/^\/+|\/+$/g, '');
    if (folder.split('/').some(part => part === '..' || part === '')) {
      faults.push(`'${path}.path' is no folder inside the repository`);
    }
    return {
      id,
      repository,
      branch: text('branch', 'main'),
      path: folder,
      schedule: readSchedule(provider, `${path}.schedule`, faults),
    };
  });
  if (faults.length > 0) {
    throw new InputError(
      `Invalid configuration of the catalog's Git repositories: ${faults.join(
        '; ',
      )}`,
    );
  }
  return result;
}

function readSchedule(
  provider: Config | undefined,
  path: string,
  faults: string[],
): SchedulerServiceTaskScheduleDefinition {
  if (!provider?.has('schedule')) {
    return DEFAULT_SCHEDULE;
  }
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(
      provider.getConfig('schedule'),
    );
  } catch {
    faults.push(`'${path}' needs a 'frequency' and a 'timeout'`);
    return DEFAULT_SCHEDULE;
  }
}

function isRepositoryUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    !url.username &&
    !url.password &&
    url.pathname.length > 1
  );
}
