/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { diff3Merge } from 'node-diff3';

/**
 * Lines on which two sides disagree.
 *
 * @public
 */
export interface MergeConflict {
  /** Of the repository's file, from 1. */
  line: number;
  /** What is there. */
  ours: string[];
  /** What would be written. */
  theirs: string[];
}

/**
 * What came of a merge: the text, or why there is none.
 *
 * @public
 */
export type MergeResult =
  | { text: string; conflicts?: undefined }
  | { text?: undefined; conflicts: MergeConflict[] };

/**
 * Merges two versions of a text that began as one, by lines. Both sides saying the
 * same is no conflict.
 *
 * @public
 */
export function mergeText(sides: {
  base: string;
  ours: string;
  theirs: string;
}): MergeResult {
  const lines: string[] = [];
  const conflicts: MergeConflict[] = [];
  for (const region of diff3Merge(
    sides.ours.split('\n'),
    sides.base.split('\n'),
    sides.theirs.split('\n'),
    { excludeFalseConflicts: true },
  )) {
    if (region.ok) {
      lines.push(...region.ok);
    } else if (region.conflict) {
      const { a, aIndex, b } = region.conflict;
      conflicts.push({ line: aIndex + 1, ours: a, theirs: b });
    }
  }
  return conflicts.length > 0 ? { conflicts } : { text: lines.join('\n') };
}
