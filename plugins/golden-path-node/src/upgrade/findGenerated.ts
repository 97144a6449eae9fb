/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GitRepository } from '../git/GitRepository';
import { TRAILERS, trailerOf, trailersOf } from '../git/trailers';

/**
 * How many commits back the portal looks for what it wrote: two years of a busy
 * repository.
 *
 * @public
 */
export const HISTORY_DEPTH = 2_000;

/**
 * What the portal's generator wrote into files when it last did, out of the history of
 * the branch: the base of a three-way merge. What is in a file today may be people's.
 *
 * A version that the portal merged with people's lines is not what the generator wrote,
 * so an older one is taken. That may show a conflict where there is none; it never takes
 * a person's line away.
 *
 * @param repository - opened with a depth of {@link HISTORY_DEPTH}
 * @returns content by path; a file that the portal never wrote, or longer ago than the
 *   history reaches, is missing
 * @public
 */
export async function findGenerated(
  repository: GitRepository,
  paths: Iterable<string>,
): Promise<Map<string, string>> {
  const generated = new Map<string, string>();
  const wanted = new Set(paths);
  for (const { revision, message, parents } of await repository.log()) {
    if (wanted.size === 0) {
      break;
    }
    if (trailerOf(message, TRAILERS.task) === undefined) {
      continue;
    }
    const before = await idsBefore(repository, wanted, parents);
    if (!before) {
      continue;
    }
    const merged = new Set(trailersOf(message, TRAILERS.merged));
    for (const [path, id] of await repository.idsOf(wanted, revision)) {
      if (id !== before.get(path) && !merged.has(path)) {
        generated.set(path, (await repository.read(path, revision))!);
        wanted.delete(path);
      }
    }
  }
  return generated;
}

/** @returns undefined if the commit before is out of sight: then nobody knows who wrote what */
async function idsBefore(
  repository: GitRepository,
  paths: Iterable<string>,
  [parent]: readonly string[],
): Promise<Map<string, string> | undefined> {
  if (parent === undefined) {
    return new Map();
  }
  return (await repository.has(parent))
    ? repository.idsOf(paths, parent)
    : undefined;
}
