/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import * as git from 'isomorphic-git';
import nodeFs from 'node:fs';
import { toGitError } from './gitErrors';

/**
 * What was fetched of a repository, in a bare folder: commits, trees and files by the
 * revision that they are of. It asks nobody.
 *
 * @internal
 */
export class LocalCopy {
  readonly #where: { fs: typeof nodeFs; gitdir: string };
  /** Address of the repository, for errors. */
  readonly #url: string;
  /** By tree. Most folders stay the same from one commit to the next. */
  readonly #entries = new Map<string, Map<string, string>>();

  constructor(gitdir: string, url: string) {
    this.#where = { fs: nodeFs, gitdir };
    this.#url = url;
  }

  /** @returns undefined if there is no such file */
  async read(path: string, revision: string): Promise<string | undefined> {
    return this.#unlessMissing(async () => {
      const { blob } = await git.readBlob({
        ...this.#where,
        oid: revision,
        filepath: path,
      });
      return new TextDecoder('utf-8', { fatal: false }).decode(blob);
    });
  }

  /** Names of what is right in a folder, sorted; none if there is no such folder. */
  async namesIn(
    folder: string,
    revision: string,
    wanted: 'blob' | 'tree',
  ): Promise<string[]> {
    const names = await this.#unlessMissing(async () => {
      const { tree } = await git.readTree({
        ...this.#where,
        oid: revision,
        ...(folder && { filepath: folder }),
      });
      return tree
        .filter(({ type }) => type === wanted)
        .map(({ path }) => path)
        .sort();
    });
    return names ?? [];
  }

  /** Whether the commit was fetched. */
  async has(revision: string): Promise<boolean> {
    try {
      await this.treeOf(revision);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === 'NotFoundError') {
        return false;
      }
      throw error;
    }
  }

  /** Ids of the contents of files, by path; those that are not there are missing. */
  async idsOf(
    paths: Iterable<string>,
    revision: string,
  ): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    const root = await this.treeOf(revision);
    for (const path of paths) {
      let id: string | undefined = root;
      for (const name of path.split('/')) {
        id = id && (await this.#entriesOf(id)).get(name);
      }
      if (id) {
        ids.set(path, id);
      }
    }
    return ids;
  }

  /** Id of a commit's tree. */
  async treeOf(revision: string): Promise<string> {
    const { commit } = await git.readCommit({ ...this.#where, oid: revision });
    return commit.tree;
  }

  async #entriesOf(tree: string): Promise<Map<string, string>> {
    let entries = this.#entries.get(tree);
    if (!entries) {
      const read = await git.readTree({ ...this.#where, oid: tree });
      entries = new Map(read.tree.map(({ path, oid }) => [path, oid]));
      this.#entries.set(tree, entries);
    }
    return entries;
  }

  async #unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'NotFoundError' || code === 'ObjectTypeError') {
        return undefined;
      }
      throw toGitError(error, { url: this.#url, doing: 'read' });
    }
  }
}
