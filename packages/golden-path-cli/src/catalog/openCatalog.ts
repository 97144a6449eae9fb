/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  buildModels,
  Finding,
  isBlocking,
  PlatformModel,
  validateModel,
} from '@openpolicy/plugin-golden-path-common';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandContext } from '../commands/types';
import { UnreadableError, UsageError } from '../errors';
import { showPath } from '../files';
import { loadCatalog, LoadedEntity, Place } from './loadCatalog';

/** A finding with the line that it is about; none if its entity has no file. */
export type LocatedFinding = Finding & Partial<Place>;

/** A catalog, read and checked. */
export interface Catalog {
  /** Folder that it lies in. */
  directory: string;
  entities: LoadedEntity[];
  models: PlatformModel[];
  findings: LocatedFinding[];
}

/** Names of the file that a catalog begins with. */
const ENTRY_FILES = ['all.yaml', 'catalog-info.yaml'];

/**
 * Reads the catalog that the flags name and runs every rule on it.
 *
 * @param flag - value of `--catalog`
 * @throws UnreadableError if a file of it cannot be read
 */
export function openCatalog(
  context: CommandContext,
  flag: string | undefined,
): Catalog {
  const { file, directory } = entryOf(context, flag);
  const entities = loadCatalog({ root: context.root, file });
  const { models, findings } = checkEntities(context, entities);
  if (models.length === 0 && !findings.some(isBlocking)) {
    throw new UsageError(
      `Failed to read the catalog '${showPath(
        context.root,
        file,
      )}': no System in it has spec.platform. Add one, or name another catalog with --catalog.`,
    );
  }
  return { directory, entities, models, findings };
}

/** The platforms of some entities, and what every rule says of them. */
export function checkEntities(
  { now }: CommandContext,
  entities: readonly LoadedEntity[],
): Pick<Catalog, 'models' | 'findings'> {
  const { models, findings } = buildModels(entities);
  for (const model of models) {
    findings.push(...validateModel(model, { now }));
  }
  return {
    models,
    findings: findings.map(finding => ({
      ...finding,
      ...findEntity(entities, finding.entityRef)?.locate(finding.path),
    })),
  };
}

/** The entity with a reference. */
export function findEntity(
  entities: readonly LoadedEntity[],
  entityRef: string,
): LoadedEntity | undefined {
  return entities.find(({ entity }) => refOf(entity) === entityRef);
}

/**
 * The one service of a name.
 *
 * @throws UsageError if there is none, with the names that are near
 */
export function findService(models: readonly PlatformModel[], name: string) {
  for (const model of models) {
    const service = model.services.find(entry => entry.name === name);
    if (service) {
      return { model, service };
    }
  }
  const names = models.flatMap(({ services }) =>
    services.map(service => service.name),
  );
  const near = names.filter(
    other => other.includes(name) || name.includes(other),
  );
  throw new UsageError(
    `There is no service '${name}'. There are: ${(near.length > 0
      ? near
      : names
    ).join(', ')}.`,
  );
}

/**
 * Makes sure that a platform has an environment.
 *
 * @throws UsageError that lists those there are
 */
export function requireEnvironment(
  models: readonly PlatformModel[],
  name: string,
): void {
  const names = models.flatMap(({ system }) =>
    system.spec.environments.map(environment => environment.name),
  );
  if (!names.includes(name)) {
    throw new UsageError(
      `There is no environment '${name}'. There are: ${names.join(', ')}.`,
    );
  }
}

function entryOf({ cwd, root }: CommandContext, flag: string | undefined) {
  const path =
    flag === undefined ? join(root, 'catalog-info') : resolve(cwd, flag);
  if (!existsSync(path)) {
    throw new UnreadableError(
      `Failed to read the catalog '${showPath(
        root,
        path,
      )}': it does not exist. Name its folder with --catalog.`,
    );
  }
  if (statSync(path).isFile()) {
    return { file: path, directory: resolve(path, '..') };
  }
  const entry = ENTRY_FILES.find(name => existsSync(join(path, name)));
  if (!entry) {
    throw new UnreadableError(
      `Failed to read the catalog '${showPath(
        root,
        path,
      )}': it has no ${ENTRY_FILES.join(' or ')}. Name a file with --catalog.`,
    );
  }
  return { file: join(path, entry), directory: path };
}

function refOf(entity: Entity): string {
  return stringifyEntityRef(entity);
}
