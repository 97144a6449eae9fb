/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  RENDERED_HEADER,
  RenderedFile,
} from '@openpolicy/plugin-golden-path-common';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors';
import { showPath } from '../files';

/** What a directory should hold. */
export interface PlannedTree {
  /** Sorted by path; paths are relative to the directory, with slashes. */
  files: RenderedFile[];
  /**
   * Folders of which all rendered files are in `files`, so that any other is
   * stale; `.` is the whole directory.
   */
  complete: string[];
}

/** One file that is not as it should be. */
export interface FileChange {
  kind: 'new' | 'changed' | 'removed';
  /** Relative to the directory. */
  path: string;
  /** Text on disk; none of a new file. */
  before?: string;
  /** Text as rendered; none of a file that goes. */
  after?: string;
}

/** Files as they are: on disk, or in a revision. */
export interface ExistingTree {
  /** Text of a file; undefined if there is none. */
  read(path: string): string | undefined;
  /** Paths below some folders; `.` is the whole tree. */
  list(folders: readonly string[]): string[];
}

/** The files of a directory. */
export function diskTree(directory: string): ExistingTree {
  return {
    read: path => readIfThere(join(directory, path)),
    list: folders => existingFiles(directory, folders),
  };
}

/**
 * What would have to change in a tree so that it holds exactly the rendered
 * files. Files of people are never in it, unless one stands where another is
 * rendered.
 */
export function compareTree(
  existing: ExistingTree,
  tree: PlannedTree,
): FileChange[] {
  const changes: FileChange[] = [];
  const wanted = new Set<string>();
  for (const { path, content } of tree.files) {
    wanted.add(path);
    const before = existing.read(path);
    if (before === undefined) {
      changes.push({ kind: 'new', path, after: content });
    } else if (before !== content) {
      changes.push({ kind: 'changed', path, before, after: content });
    }
  }
  for (const path of existing.list(tree.complete)) {
    const before = wanted.has(path) ? undefined : existing.read(path);
    if (before !== undefined && isRendered(before)) {
      changes.push({ kind: 'removed', path, before });
    }
  }
  return changes;
}

/**
 * Writes what is missing or different and removes what is stale.
 *
 * @param existing - what of the directory counts; else all files
 * @returns what it changed
 * @throws UsageError if a file of somebody else stands where one is rendered; no
 *   file is written then
 */
export function writeTree(
  directory: string,
  tree: PlannedTree,
  existing = diskTree(directory),
): FileChange[] {
  const changes = compareTree(existing, tree);
  for (const { path, before } of changes) {
    if (before !== undefined && !isRendered(before)) {
      throw new UsageError(
        `Failed to render '${join(
          directory,
          path,
        )}': a file without our header stands there. Move it away.`,
      );
    }
  }
  for (const { path, after } of changes) {
    const file = join(directory, path);
    if (after === undefined) {
      rmSync(file);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, after);
    }
  }
  return changes;
}

/** Whether the first line says that we wrote a text; it is a comment of any form. */
export function isRendered(text: string): boolean {
  const end = text.indexOf('\n');
  return (end < 0 ? text : text.slice(0, end)).includes(
    RENDERED_HEADER.replace(/^# /, ''),
  );
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

function existingFiles(
  directory: string,
  folders: readonly string[],
): string[] {
  return folders
    .map(folder => join(directory, folder))
    .filter(folder => existsSync(folder))
    .flatMap(folder =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => showPath(directory, join(entry.parentPath, entry.name))),
    )
    .sort();
}
