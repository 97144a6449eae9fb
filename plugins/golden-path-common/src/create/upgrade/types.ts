/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';

/**
 * What an upgrade does to one file.
 *
 * - `added`: the generator makes it only now
 * - `changed`: nobody had touched it, so it is as the generator makes it now
 * - `merged`: people's lines and the generator's are both in it
 * - `removed`: the generator makes it no more, and nobody had touched it
 * - `conflict`: both changed the same lines; the file holds both between marks
 * - `kept`: people's; the generator's is left out, `reason` says why
 *
 * @public
 */
export interface UpgradeFile {
  /** Relative to the root of the repository. */
  path: string;
  outcome: 'added' | 'changed' | 'merged' | 'removed' | 'conflict' | 'kept';
  /** What is there now; missing if nothing is. */
  before?: string;
  /** What will be there; missing if it goes. */
  after?: string;
  /** Of `kept` and `conflict`, a sentence. */
  reason?: string;
}

/**
 * What an upgrade does to one repository.
 *
 * @public
 */
export interface RepositoryUpgrade {
  /** Address of the repository. */
  url: string;
  branch: string;
  /** Commit on which it was worked out. */
  revision?: string;
  /** Those with something to do or to know, sorted by path. */
  files: UpgradeFile[];
  /** Why nothing can be done here, a sentence; `files` is empty then. */
  problem?: string;
}

/**
 * What brings a service to today's generator.
 *
 * @public
 */
export interface UpgradePlan {
  entityRef: string;
  /** Generator that made its files; missing if nothing says it. */
  from?: string;
  to: string;
  /** The service as it shall be delivered. */
  entity: Entity;
  /** Its own repository. */
  repository: RepositoryUpgrade;
  /** The GitOps repository of the environment. */
  delivery: RepositoryUpgrade & { environment: string };
}
