/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { GitRepository } from '../git/GitRepository';

const CATALOG_FILE = 'catalog-info.yaml';

/**
 * The service as its repository describes it, beside its spec.
 *
 * It is the proof that the repository is the service's. The entry in the catalog says
 * where its source is, and whoever wrote it could name a repository of others: the portal
 * would read and change it with its own credentials.
 *
 * @param location - `path` is that of its spec
 * @throws NotFoundError if the repository describes no such service there
 * @public
 */
export async function readDescribed(
  repository: Pick<GitRepository, 'read' | 'url'>,
  location: { path: string },
  entity: Entity,
): Promise<Entity> {
  const path = posix.join(posix.dirname(location.path), CATALOG_FILE);
  const text = (await repository.read(path)) ?? '';
  const found = parseAllDocuments(text)
    .filter(({ errors }) => errors.length === 0)
    .map(document => document.toJS({ maxAliasCount: 100 }) as Entity | null)
    .find(
      described => described && identityOf(described) === identityOf(entity),
    );
  if (!found) {
    throw new NotFoundError(
      `Repository '${repository.url}' does not describe '${entity.metadata.name}' in '${path}', so the portal takes it for that of another service. Put its entity there.`,
    );
  }
  return found;
}

function identityOf({ kind, metadata }: Entity): string {
  return [kind, metadata?.namespace ?? DEFAULT_NAMESPACE, metadata?.name]
    .join(' ')
    .toLocaleLowerCase('en-US');
}
