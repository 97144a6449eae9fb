/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { diffComm } from 'node-diff3';

/**
 * A line of a file next to its earlier version, or a stretch that is the same.
 *
 * @internal
 */
export type DiffRow =
  | { kind: 'same' | 'added' | 'deleted'; text: string; line: number }
  | { kind: 'gap'; lines: number };

/** Lines around a change that say where it is. */
const CONTEXT = 3;

/**
 * The lines that differ, each with its number in the version that it belongs to, and
 * a few of those around them.
 *
 * @internal
 */
export function diffLines(before: string, after: string): DiffRow[] {
  const rows: DiffRow[] = [];
  let line = 1;
  let oldLine = 1;
  for (const part of diffComm(linesOf(before), linesOf(after))) {
    if (part.common) {
      for (const text of part.common) {
        rows.push({ kind: 'same', text, line: line++ });
        oldLine++;
      }
    } else {
      for (const text of part.buffer1) {
        rows.push({ kind: 'deleted', text, line: oldLine++ });
      }
      for (const text of part.buffer2) {
        rows.push({ kind: 'added', text, line: line++ });
      }
    }
  }
  return withGaps(rows);
}

/** A text that ends with a line break has no empty last line. @internal */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function withGaps(rows: readonly DiffRow[]): DiffRow[] {
  const shown = new Set<number>();
  rows.forEach(({ kind }, index) => {
    if (kind !== 'same') {
      for (let near = index - CONTEXT; near <= index + CONTEXT; near++) {
        shown.add(near);
      }
    }
  });
  const result: DiffRow[] = [];
  rows.forEach((row, index) => {
    const last = result[result.length - 1];
    if (shown.has(index)) {
      result.push(row);
    } else if (last?.kind === 'gap') {
      last.lines++;
    } else {
      result.push({ kind: 'gap', lines: 1 });
    }
  });
  return result;
}
