/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RenderedFile } from '../../render/types';
import { catalogFiles } from './catalogFiles';
import { ciFiles } from './ciFiles';
import { goFiles } from './goFiles';
import { nodeFiles } from './nodeFiles';
import { pageFiles } from './pageFiles';
import {
  openRepository,
  RepositoryInput,
  ServiceRepository,
} from './serviceRepository';

export type { RepositoryInput } from './serviceRepository';

type Generator = (repository: ServiceRepository) => RenderedFile[];

/** Files of every service. */
const COMMON: readonly Generator[] = [catalogFiles, pageFiles, ciFiles];

/** Files of a language; a new language is a row here and a skeleton. */
const BY_LANGUAGE: Record<ServiceRepository['language'], Generator> = {
  node: nodeFiles,
  go: goFiles,
};

/**
 * The files of a service's repository that have a value in them, sorted by path.
 * All others are static and lie in `templates/service/skeleton/<language>`. The
 * same input gives the same bytes, whatever syntax is in a value.
 *
 * @throws InputError if the name is none, or `spec.runtime` has not the right shape
 * @public
 */
export function repositoryFiles(input: RepositoryInput): RenderedFile[] {
  const repository = openRepository(input);
  return [...COMMON, BY_LANGUAGE[repository.language]]
    .flatMap(generate => generate(repository))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
