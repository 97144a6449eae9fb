/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConflictError } from '@backstage/errors';
import { FileChange } from '@openpolicy/plugin-golden-path-common';
import { GitRepository } from '../git/GitRepository';
import { TreeChange } from '../git/treeWith';
import { mergeText } from './mergeText';

/**
 * What a delivery does to one file.
 *
 * @public
 */
export interface AppliedChange extends TreeChange {
  content?: string;
  /** What is there now; missing if nothing is. */
  before?: string;
}

/**
 * What a delivery writes.
 *
 * @public
 */
export interface AppliedChanges {
  changes: AppliedChange[];
  /** Paths of those that hold lines of somebody else's too. */
  merged: string[];
}

/**
 * What a delivery does to the files of a repository as they are now. A file that
 * somebody else changed is merged by lines; what the delivery does not touch stays.
 *
 * Applied twice it changes nothing the second time.
 *
 * @throws ConflictError that names file and line if both changed the same lines, or
 *   a new file is there already with other content
 * @public
 */
export async function applyChanges(
  repository: Pick<GitRepository, 'read' | 'url'>,
  changes: readonly FileChange[],
): Promise<AppliedChanges> {
  const result: AppliedChanges = { changes: [], merged: [] };
  for (const change of changes) {
    const { path, after } = change;
    const current = await repository.read(path);
    const content = contentOf(repository.url, change, current);
    if (content !== current) {
      result.changes.push({
        path,
        content,
        ...(current !== undefined && { before: current }),
      });
      if (content !== after) {
        result.merged.push(path);
      }
    }
  }
  return result;
}

function contentOf(
  url: string,
  { path, before, after }: FileChange,
  current: string | undefined,
): string | undefined {
  if (after === undefined || current === undefined) {
    return after;
  }
  // What an upgrade finds unchanged by the generator stays as people have it.
  if (before === after) {
    return current;
  }
  if (current === after || current === before) {
    return after;
  }
  if (before === undefined) {
    throw new ConflictError(
      `Failed to write '${path}' in repository '${url}': it is there already and holds something else. Choose another name for the service, or remove the file.`,
    );
  }
  const merged = mergeText({ base: before, ours: current, theirs: after });
  if (merged.conflicts) {
    const [{ line, ours }] = merged.conflicts;
    throw new ConflictError(
      `Failed to change '${path}' in repository '${url}': somebody changed the same lines, from line ${line} on ('${(
        ours[0] ?? ''
      )
        .trim()
        .slice(
          0,
          80,
        )}'). Bring the file to what the catalog renders, then try again.`,
    );
  }
  return merged.text;
}
