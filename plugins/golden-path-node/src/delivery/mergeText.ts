/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { diff3Merge } from 'node-diff3';

/** Lines that two sides changed in different ways. @public */
export interface TextConflict {
  /** First line of it in `theirs`, from 1. */
  line: number;
  ours: string[];
  theirs: string[];
}

/** @public */
export type MergeResult =
  | { /** Undefined: the file goes. */ text: string | undefined }
  | { conflicts: TextConflict[] };

/**
 * Merges two changes of one text by lines. A side that is missing has no such file.
 *
 * @param texts - `base` is what both started from, `ours` what is wanted, `theirs` what is there
 * @public
 */
export function mergeText(texts: {
  base?: string;
  ours?: string;
  theirs?: string;
}): MergeResult {
  const { base, ours, theirs } = texts;
  if (ours === theirs || theirs === base) return { text: ours };
  if (ours === base) return { text: theirs };
  if (ours === undefined || theirs === undefined) {
    return {
      conflicts: [{ line: 1, ours: linesOf(ours), theirs: linesOf(theirs) }],
    };
  }
  const conflicts: TextConflict[] = [];
  const merged: string[] = [];
  for (const part of diff3Merge(linesOf(ours), linesOf(base), linesOf(theirs), {
    excludeFalseConflicts: true,
  })) {
    if (part.ok) merged.push(...part.ok);
    if (part.conflict) {
      conflicts.push({
        line: part.conflict.bIndex + 1,
        ours: part.conflict.a,
        theirs: part.conflict.b,
      });
    }
  }
  return conflicts.length > 0 ? { conflicts } : { text: merged.join('\n') };
}

/**
 * Where two sides disagree, for a message: `line 7`, `lines 7–9 and 20`.
 *
 * @internal
 */
export function describeConflicts(conflicts: readonly TextConflict[]): string {
  const places = conflicts.map(({ line, theirs }) =>
    theirs.length > 1 ? `${line}–${line + theirs.length - 1}` : `${line}`,
  );
  const isOne = places.length === 1 && !places[0].includes('–');
  return `${isOne ? 'line' : 'lines'} ${places
    .slice(0, 5)
    .join(', ')}${places.length > 5 ? ' and more' : ''} differ from what the change starts from`;
}

function linesOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split('\n');
}
