/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The package's own folder; its `go/` holds the pinned modules. @internal */
// This package always runs from its source folder, it is never bundled.
// eslint-disable-next-line no-restricted-syntax
export const packageDir = resolve(__dirname, '..');

/**
 * Where the lab keeps things. Every path is absolute.
 * @public
 */
export interface LabPaths {
  /** The checkout that holds `deploy/`. */
  repository: string;
  /** Runtime state: everything here may be deleted while the lab is down. */
  run: string;
  /** Built programs and CRDs, keyed by content, shared by all checkouts. */
  cache: string;
  state: string;
  kubeconfig: string;
  appConfig: string;
  processes: string;
  logs: string;
  pki: string;
  conf: string;
  data: string;
  git: string;
}

/**
 * Lays out the lab's folders.
 *
 * @param options - `repository` is the checkout (default: the one that this
 *   file belongs to), `run` the state folder (default `<repository>/.run/lab`,
 *   or `OPENPOLICY_LAB_DIR`).
 * @public
 */
export function labPaths(options?: {
  repository?: string;
  run?: string;
  cache?: string;
}): LabPaths {
  const repository = resolve(options?.repository ?? join(packageDir, '../..'));
  const run = resolve(
    options?.run ??
      process.env.OPENPOLICY_LAB_DIR ??
      join(repository, '.run/lab'),
  );
  const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return {
    repository,
    run,
    cache: resolve(options?.cache ?? join(cacheHome, 'openpolicy-portal/lab')),
    state: join(run, 'lab.json'),
    kubeconfig: join(run, 'kubeconfig'),
    appConfig: join(run, 'app-config.lab.yaml'),
    processes: join(run, 'processes'),
    logs: join(run, 'logs'),
    pki: join(run, 'pki'),
    conf: join(run, 'conf'),
    data: join(run, 'data'),
    git: join(run, 'git'),
  };
}
