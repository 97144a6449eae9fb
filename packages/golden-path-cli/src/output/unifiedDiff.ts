/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { structuredPatch } from 'diff';
import { FileChange } from '../tree/deployTree';

/** A change of a file in the form that git and patch read. */
export interface FileDiff {
  /** Lines that come and go. */
  added: number;
  removed: number;
  text: string;
}

/**
 * The unified diff of a file.
 *
 * @param path - as it is shown, in place of the change's own
 */
export function unifiedDiff(change: FileChange, path: string): FileDiff {
  const { hunks } = structuredPatch(
    path,
    path,
    change.before ?? '',
    change.after ?? '',
    undefined,
    undefined,
    { context: 3 },
  );
  const lines = hunks.flatMap(hunk => hunk.lines);
  return {
    added: lines.filter(line => line.startsWith('+')).length,
    removed: lines.filter(line => line.startsWith('-')).length,
    text: [
      `--- ${change.before === undefined ? '/dev/null' : `a/${path}`}`,
      `+++ ${change.after === undefined ? '/dev/null' : `b/${path}`}`,
      ...hunks.flatMap(hunk => [
        `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
        ...hunk.lines,
      ]),
    ].join('\n'),
  };
}
