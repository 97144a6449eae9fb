/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import * as git from 'isomorphic-git';
import type nodeFs from 'node:fs';

/**
 * New content of a file; without content it goes.
 *
 * @public
 */
export interface TreeChange {
  /** Relative to the repository's root, with slashes. */
  path: string;
  content?: string | Uint8Array;
  executable?: boolean;
}

type Repository = { fs: typeof nodeFs; gitdir: string };

interface Node {
  files: Map<string, TreeChange>;
  folders: Map<string, Node>;
}

/**
 * Writes the tree that comes of applying changes to another.
 *
 * @param base - object id of a tree; undefined for an empty one
 * @returns object id of the new tree
 * @internal
 */
export async function treeWith(
  repository: Repository,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string> {
  const root = emptyNode();
  for (const change of changes) {
    place(root, change);
  }
  return (
    (await writeNode(repository, base, root)) ??
    git.writeTree({ ...repository, tree: [] })
  );
}

function place(root: Node, change: TreeChange): void {
  const segments = change.path.split('/');
  if (
    segments.some(
      segment =>
        segment === '' ||
        segment === '.' ||
        segment === '..' ||
        segment.toLocaleLowerCase('en-US') === '.git' ||
        /[\\\0]/.test(segment),
    )
  ) {
    throw new InputError(
      `'${change.path}' is no path of a file in a repository.`,
    );
  }
  let node = root;
  for (const folder of segments.slice(0, -1)) {
    const next = node.folders.get(folder) ?? emptyNode();
    node.folders.set(folder, next);
    node = next;
  }
  node.files.set(segments[segments.length - 1], change);
}

/** @returns undefined if nothing is left of the folder */
async function writeNode(
  repository: Repository,
  base: string | undefined,
  node: Node,
): Promise<string | undefined> {
  const entries = new Map(
    base
      ? (await git.readTree({ ...repository, oid: base })).tree.map(entry => [
          entry.path,
          entry,
        ])
      : [],
  );
  for (const [path, { content, executable }] of node.files) {
    if (content === undefined) {
      entries.delete(path);
      continue;
    }
    const blob =
      typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const oid = await git.writeBlob({ ...repository, blob });
    const mode =
      executable === undefined
        ? entries.get(path)?.mode ?? '100644'
        : (executable && '100755') || '100644';
    entries.set(path, { path, oid, type: 'blob', mode });
  }
  for (const [path, folder] of node.folders) {
    const known = entries.get(path);
    const oid = await writeNode(
      repository,
      known?.type === 'tree' ? known.oid : undefined,
      folder,
    );
    if (oid) {
      entries.set(path, { path, oid, type: 'tree', mode: '040000' });
    } else {
      entries.delete(path);
    }
  }
  return entries.size > 0
    ? git.writeTree({ ...repository, tree: [...entries.values()] })
    : undefined;
}

function emptyNode(): Node {
  return { files: new Map(), folders: new Map() };
}
