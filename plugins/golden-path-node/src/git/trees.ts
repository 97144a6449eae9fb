/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import git, { PromiseFsClient, TreeEntry } from 'isomorphic-git';
import { ConflictError } from '@backstage/errors';
import { isNotFound } from './errors';
import { checkFilePath } from './names';

/**
 * What becomes of one file: new content, or none if it goes.
 *
 * @public
 */
export interface GitChange {
  /** Relative to the repository's root, with `/`. */
  path: string;
  content: string | Uint8Array | undefined;
  /** Default: as it was; false for a new file. */
  executable?: boolean;
}

/** Where the objects of a clone lie. @internal */
export interface ObjectStore {
  fs: PromiseFsClient;
  gitdir: string;
  cache: object;
}

type Node = { change?: GitChange; children?: Map<string, Node> };

/**
 * Writes a tree: that of a commit with changes applied. Folders that are empty
 * afterwards go, as Git has none.
 *
 * @param commit - the commit to start from; undefined for an empty tree
 * @returns the new tree's id
 * @throws InputError for a bad path, ConflictError where a file stands in the place of a folder
 * @internal
 */
export async function writeChangedTree(
  store: ObjectStore,
  commit: string | undefined,
  changes: readonly GitChange[],
): Promise<string> {
  const root: Node = {};
  for (const change of changes) place(root, change);
  const written = await writeFolder(store, commit, root, '');
  return written ?? (await git.writeTree({ ...store, tree: [] }));
}

/** All files below a folder, sorted. @internal */
export async function filesBelow(
  store: ObjectStore,
  commit: string,
  folder: string,
): Promise<string[]> {
  const found: string[] = [];
  const walk = async (oid: string, prefix: string, filepath?: string) => {
    const { tree } = await git.readTree({ ...store, oid, filepath });
    for (const entry of tree) {
      const path = prefix ? `${prefix}/${entry.path}` : entry.path;
      if (entry.type === 'tree') await walk(entry.oid, path);
      else if (entry.type === 'blob') found.push(path);
    }
  };
  try {
    await walk(commit, folder, folder || undefined);
  } catch (error) {
    if (isNotFound(error) || isNoFolder(error)) return [];
    throw error;
  }
  return found.sort();
}

/** A file's content; undefined if it is not there. @internal */
export async function readFileAt(
  store: ObjectStore,
  commit: string,
  path: string,
): Promise<Uint8Array | undefined> {
  try {
    const { blob } = await git.readBlob({ ...store, oid: commit, filepath: path });
    return blob;
  } catch (error) {
    if (isNotFound(error) || isNoFolder(error)) return undefined;
    throw error;
  }
}

function place(root: Node, change: GitChange): void {
  let node = root;
  for (const part of checkFilePath(change.path)) {
    if (node.change) throw fileInPlaceOfFolder(node.change.path);
    node.children ??= new Map();
    let next = node.children.get(part);
    if (!next) {
      next = {};
      node.children.set(part, next);
    }
    node = next;
  }
  if (node.children) throw fileInPlaceOfFolder(change.path);
  node.change = change;
}

async function writeFolder(
  store: ObjectStore,
  oid: string | undefined,
  node: Node,
  folder: string,
): Promise<string | undefined> {
  const entries = new Map<string, TreeEntry>();
  if (oid) {
    const { tree } = await git.readTree({ ...store, oid });
    for (const entry of tree) entries.set(entry.path, entry);
  }
  for (const [name, child] of node.children ?? []) {
    const path = folder ? `${folder}/${name}` : name;
    const known = entries.get(name);
    if (child.children) {
      if (known && known.type !== 'tree') throw fileInPlaceOfFolder(path);
      const written = await writeFolder(store, known?.oid, child, path);
      if (written) {
        entries.set(name, { mode: '040000', path: name, oid: written, type: 'tree' });
      } else entries.delete(name);
      continue;
    }
    const { content, executable } = child.change!;
    if (content === undefined) {
      if (known?.type === 'blob') entries.delete(name);
      continue;
    }
    if (known && known.type !== 'blob') throw fileInPlaceOfFolder(path);
    const wasExecutable = known?.mode === '100755';
    entries.set(name, {
      mode: executable ?? wasExecutable ? '100755' : '100644',
      path: name,
      oid: await git.writeBlob({ ...store, blob: Buffer.from(content) }),
      type: 'blob',
    });
  }
  return entries.size > 0
    ? git.writeTree({ ...store, tree: [...entries.values()] })
    : undefined;
}

function fileInPlaceOfFolder(path: string): Error {
  return new ConflictError(
    `'${path}' is a file in one place and a folder in another. Rename one of them.`,
  );
}

/** A path runs through a file, or ends at a folder. */
function isNoFolder(error: unknown): boolean {
  return (error as { code?: string }).code === 'ObjectTypeError';
}
