/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A place in a document as one string: keys and indices joined by a character
 * that no key has. Thousands are compared for one preview, so they are no lists.
 *
 * @internal
 */
export type PathKey = string;

/** The document itself. @internal */
export const ROOT: PathKey = '';

const SEPARATOR = '\u0000';

/** Marks a line of a text that is written as a block. */
const TEXT_LINE = '\u0001';

/** @internal */
export function childOf(path: PathKey, key: string | number): PathKey {
  return `${path}${SEPARATOR}${key}`;
}

/** @internal */
export function textLineOf(path: PathKey, index: number): PathKey {
  return childOf(path, `${TEXT_LINE}${index}`);
}

/** Whether a path is that of one line of a text. @internal */
export function isTextLine(path: PathKey): boolean {
  return path.includes(TEXT_LINE);
}

/** The path without its last key; undefined above the root. @internal */
export function parentOf(path: PathKey): PathKey | undefined {
  return path === ROOT ? undefined : path.slice(0, path.lastIndexOf(SEPARATOR));
}

/** @internal */
export function pathKeyOf(segments: ReadonlyArray<string | number>): PathKey {
  return segments.reduce<PathKey>(childOf, ROOT);
}

/** The keys of a path, without the line of a text. @internal */
export function segmentsOf(path: PathKey): string[] {
  return path
    .split(SEPARATOR)
    .slice(1)
    .filter(key => !key.startsWith(TEXT_LINE));
}
