/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { GitServers } from '../git/GitServers';

/**
 * Where the spec of a service is kept.
 *
 * @public
 */
export interface SourceLocation {
  /** Address of the repository, as Git takes it. */
  url: string;
  /** Default: the repository's main branch. */
  branch?: string;
  path: string;
}

const FILE = 'service.yaml';
/** Behind the repository: branch and folder, on GitHub, GitLab and Gitea. */
const TREE = /\/(?:-\/)?(?:tree|src\/branch)\/([^/]+)(?:\/(.*))?$/;

/**
 * Where the spec of a service is kept, by its `backstage.io/source-location`.
 *
 * @returns undefined if the entity names no repository
 * @public
 */
export function locateSource(
  entity: Entity,
  gitServers: Pick<GitServers, 'cloneUrlOf'>,
): SourceLocation | undefined {
  const location =
    entity.metadata.annotations?.['backstage.io/source-location'] ?? '';
  const address = /^url:(https?:\/\/.+?)\/*$/.exec(location)?.[1];
  if (!address) {
    return undefined;
  }
  const [, branch, folder] = TREE.exec(address) ?? [];
  return {
    url: gitServers.cloneUrlOf(address),
    ...(branch && { branch: decoded(branch) }),
    path: folder ? `${decoded(folder)}/${FILE}` : FILE,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
