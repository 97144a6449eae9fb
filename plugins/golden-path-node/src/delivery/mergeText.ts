/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { diff3Merge } from 'node-diff3';
import { settleProvenance } from './settleProvenance';

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
 * What came of a merge.
 *
 * @public
 */
export interface MergeResult {
  /** With both sides between Git's marks where they disagree. */
  text: string;
  /** Missing if the sides agree. */
  conflicts?: MergeConflict[];
}

/**
 * Merges two versions of a text that began as one, by lines. Both sides saying the
 * same is no conflict. Lines about the generator are its own.
 *
 * @public
 */
export function mergeText(input: {
  base: string;
  ours: string;
  theirs: string;
}): MergeResult {
  const sides = settleProvenance(input);
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
      const { a, aIndex, o, b } = region.conflict;
      conflicts.push({ line: aIndex + 1, ours: a, theirs: b });
      lines.push(
        '<<<<<<< this repository',
        ...a,
        '||||||| as the golden path wrote it',
        ...o,
        '=======',
        ...b,
        '>>>>>>> golden path',
      );
    }
  }
  const text = lines.join('\n');
  return conflicts.length > 0 ? { text, conflicts } : { text };
}
