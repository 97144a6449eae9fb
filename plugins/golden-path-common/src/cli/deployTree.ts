/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { RENDERED_HEADER } from '../render/emitYaml';
import { RenderedFile } from '../render/types';

/**
 * What would have to change in a directory so that it holds exactly the rendered
 * files. Paths are relative to the directory.
 *
 * @internal
 */
export interface TreeDifference {
  missing: string[];
  different: string[];
  /** Rendered once, but no longer. Files of people are never in it. */
  stale: string[];
}

/**
 * Compares a directory with what is rendered.
 *
 * @internal
 */
export function compareTree(
  directory: string,
  files: readonly RenderedFile[],
): TreeDifference {
  const wanted = new Map(files.map(({ path, content }) => [path, content]));
  const difference: TreeDifference = { missing: [], different: [], stale: [] };
  for (const [path, content] of wanted) {
    const file = join(directory, path);
    if (!existsSync(file)) {
      difference.missing.push(path);
    } else if (readFileSync(file, 'utf8') !== content) {
      difference.different.push(path);
    }
  }
  for (const path of listFiles(directory)) {
    if (
      !wanted.has(path) &&
      readFileSync(join(directory, path), 'utf8').startsWith(RENDERED_HEADER)
    ) {
      difference.stale.push(path);
    }
  }
  return difference;
}

/**
 * Writes what is missing or different and removes what is stale.
 *
 * @returns what it changed
 * @throws Error if a file of somebody else stands where one is rendered
 * @internal
 */
export function writeTree(
  directory: string,
  files: readonly RenderedFile[],
): TreeDifference {
  const difference = compareTree(directory, files);
  for (const path of difference.different) {
    const file = join(directory, path);
    if (!readFileSync(file, 'utf8').startsWith(RENDERED_HEADER)) {
      throw new Error(
        `Failed to render '${file}': a file without our header stands there. Move it away.`,
      );
    }
  }
  const changed = new Set([...difference.missing, ...difference.different]);
  for (const { path, content } of files) {
    if (changed.has(path)) {
      const file = join(directory, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
  for (const path of difference.stale) {
    rmSync(join(directory, path));
  }
  return difference;
}

function listFiles(directory: string): string[] {
  if (!existsSync(directory)) {
    return [];
  }
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
}
