/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GitHostKind } from '@openpolicy/plugin-golden-path-node';

/**
 * Where an entity comes from, as the catalog notes it. On hosts with pages it is a
 * link to the file. A plain Git server has no address for a file, so its location is of
 * another type than `url`: the catalog offers no link and no refresh that would fail.
 *
 * @param place - `repository` is the address to clone from
 * @internal
 */
export function locationOf(place: {
  kind: GitHostKind;
  repository: string;
  branch: string;
  path: string;
}): string {
  const repository = place.repository.replace(/\/+$/, '');
  const page = repository.replace(/\.git$/, '');
  const branch = encodeURI(place.branch);
  const path = encodeURI(place.path);
  switch (place.kind) {
    case 'github':
      return `url:${page}/blob/${branch}/${path}`;
    case 'gitlab':
      return `url:${page}/-/blob/${branch}/${path}`;
    case 'gitea':
      return `url:${page}/src/branch/${branch}/${path}`;
    default:
      return `git:${repository}/-/${branch}/${path}`;
  }
}
