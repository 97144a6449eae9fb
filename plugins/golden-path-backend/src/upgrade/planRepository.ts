/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JsonObject } from '@backstage/types';
import {
  draftOfEntity,
  parseDraft,
  PlatformModel,
  repositoryFiles,
  UpgradeFile,
} from '@openpolicy/plugin-golden-path-common';
import {
  findGenerated,
  GitRepository,
  mergeGenerated,
  ofThisGenerator,
  readDescribed,
  TRAILERS,
  trailersOf,
} from '@openpolicy/plugin-golden-path-node';
import { posix } from 'node:path';
import { SkeletonFile } from '../skeleton/readFolder';
import { OpenSource } from '../source/ServiceSources';

/**
 * What an upgrade does to the repository of a service. Its `service.yaml` is people's and
 * stays as it is; so do all files that the portal never wrote.
 *
 * @param source - opened with a history
 * @throws InputError if the service has a language without a skeleton, so that the portal did not make its repository
 * @throws NotFoundError if the repository does not say which service it is, or there is no skeleton
 * @internal
 */
export async function planRepository(
  source: Pick<OpenSource, 'entity' | 'location' | 'repository'>,
  options: {
    /** What `service.yaml` says. */
    runtime: JsonObject;
    model: PlatformModel;
    readSkeleton: (language: string) => Promise<SkeletonFile[]>;
  },
): Promise<UpgradeFile[]> {
  const { location, repository } = source;
  const folder = posix.dirname(location.path);
  const inFolder = (path: string) => posix.join(folder, path);
  const described = await readDescribed(repository, location, source.entity);
  const entity = ofThisGenerator({
    ...described,
    spec: { ...described.spec, runtime: options.runtime },
  });
  const draft = parseDraft(draftOfEntity(entity));
  const theirs = new Map(
    [
      ...repositoryFiles({ draft, entity, model: options.model }),
      ...(await options.readSkeleton(draft.language)),
    ].map(({ path, content }) => [inFolder(path), content]),
  );
  theirs.delete(location.path);

  const there = await repository.listAll(folder === '.' ? '' : folder);
  const paths = new Set([...theirs.keys(), ...there]);
  paths.delete(location.path);
  const base = await findGenerated(repository, paths);
  return mergeGenerated(
    { base, ours: await contentsOf(repository, paths), theirs },
    { addNew: await isMadeByPortal(repository, entity.metadata.name) },
  );
}

async function contentsOf(
  repository: GitRepository,
  paths: Iterable<string>,
): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for (const path of paths) {
    const content = await repository.read(path);
    if (content !== undefined) {
      contents.set(path, content);
    }
  }
  return contents;
}

async function isMadeByPortal(
  repository: GitRepository,
  name: string,
): Promise<boolean> {
  const log = await repository.log();
  return log.some(({ message }) =>
    trailersOf(message, TRAILERS.made).includes(`repository ${name}`),
  );
}
