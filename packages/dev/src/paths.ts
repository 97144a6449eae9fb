/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where one portal, and what it needs, keeps things. Every path is absolute. */
export interface DevPaths {
  repository: string;
  /** Shared by all checkouts, keyed by content. */
  cache: string;
  /** State of this portal; may be deleted while it is down. */
  run: string;
  /** SQLite files, one a plugin. */
  database: string;
  logs: string;
  /** Records of the processes that were started. */
  processes: string;
  /** The ports and addresses of this run, as configuration. */
  runConfig: string;
}

// It runs from its sources, never from a build.
// eslint-disable-next-line no-restricted-syntax
const repository = resolve(__dirname, '../../..');

/** The paths of the portal that `run` holds; default `.run/portal`. */
export function devPaths(run = join(repository, '.run/portal')): DevPaths {
  const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return {
    repository,
    cache: join(cacheHome, 'openpolicy-portal'),
    run,
    database: join(run, 'db'),
    logs: join(run, 'logs'),
    processes: join(run, 'processes'),
    runConfig: join(run, 'app-config.run.yaml'),
  };
}
