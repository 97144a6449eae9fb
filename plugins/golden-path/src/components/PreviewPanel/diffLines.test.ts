/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { diffLines, linesOf } from './diffLines';

const text = (...lines: string[]) => `${lines.join('\n')}\n`;
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);

describe('diffLines', () => {
  it('numbers each line in the version that it belongs to', () => {
    expect(diffLines(text('a', 'b', 'c'), text('a', 'x', 'y', 'c'))).toEqual([
      { kind: 'same', text: 'a', line: 1 },
      { kind: 'deleted', text: 'b', line: 2 },
      { kind: 'added', text: 'x', line: 2 },
      { kind: 'added', text: 'y', line: 3 },
      { kind: 'same', text: 'c', line: 4 },
    ]);
  });

  it('shows three lines around a change and counts the rest', () => {
    const before = numbered(1, 20);
    const after = before.map(line => (line === 'line 11' ? 'changed' : line));
    const rows = diffLines(text(...before), text(...after));
    expect(rows[0]).toEqual({ kind: 'gap', lines: 7 });
    expect(rows[1]).toEqual({ kind: 'same', text: 'line 8', line: 8 });
    expect(rows[rows.length - 2]).toEqual({
      kind: 'same',
      text: 'line 14',
      line: 14,
    });
    expect(rows[rows.length - 1]).toEqual({ kind: 'gap', lines: 6 });
  });

  it.each([
    ['a new file', '', text('a', 'b'), ['added', 'added']],
    ['a file that goes', text('a', 'b'), '', ['deleted', 'deleted']],
    ['the same file', text('a'), text('a'), ['gap']],
    ['nothing', '', '', []],
  ])('shows %s', (_, before, after, kinds) => {
    expect(diffLines(before, after).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('linesOf', () => {
  it('keeps an empty line that is one', () => {
    expect(linesOf('a\n\n')).toEqual(['a', '']);
  });
});
