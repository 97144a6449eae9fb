/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mergeGenerated } from './mergeGenerated';

type Side = string | undefined;

function merge(base: Side, ours: Side, theirs: Side, addNew = true) {
  const side = (content: Side) =>
    new Map(content === undefined ? [] : [['f', content]]);
  return mergeGenerated(
    { base: side(base), ours: side(ours), theirs: side(theirs) },
    { addNew },
  );
}

const LINES = 'a\nb\nc\nd\n';

describe('mergeGenerated', () => {
  it.each<[string, Side, Side, Side, object]>([
    [
      'adds a file',
      undefined,
      undefined,
      'x',
      { outcome: 'added', after: 'x' },
    ],
    [
      'changes a file that nobody touched',
      'x',
      'x',
      'y',
      { outcome: 'changed', before: 'x', after: 'y' },
    ],
    [
      'merges what people wrote with what it writes',
      LINES,
      'A\nb\nc\nd\n',
      'a\nb\nc\nD\n',
      { outcome: 'merged', after: 'A\nb\nc\nD\n' },
    ],
    [
      'removes a file that nobody touched',
      'x',
      'x',
      undefined,
      { outcome: 'removed', before: 'x' },
    ],
    [
      'keeps a file that people edited and it makes no more',
      'x',
      'y',
      undefined,
      { outcome: 'kept', after: 'y' },
    ],
    [
      'keeps a file of a name that it makes only now',
      undefined,
      'mine',
      'x',
      { outcome: 'kept', after: 'mine' },
    ],
    ['keeps a file deleted', 'x', undefined, 'y', { outcome: 'kept' }],
  ])('%s', (_, base, ours, theirs, expected) => {
    expect(merge(base, ours, theirs)).toEqual([
      expect.objectContaining({ path: 'f', ...expected }),
    ]);
  });

  it.each<[string, Side, Side, Side]>([
    ['people and it did the same', 'x', 'y', 'y'],
    ['it writes what it wrote before', 'x', 'mine', 'x'],
    ['people deleted what it makes no more', 'x', undefined, undefined],
    ['people deleted what it has not changed', 'x', undefined, 'x'],
  ])('has nothing to do where %s', (_, base, ours, theirs) => {
    expect(merge(base, ours, theirs)).toEqual([]);
  });

  it('puts both texts between marks where they disagree', () => {
    const [file] = merge(LINES, 'a\nB\nc\nd\n', 'a\nβ\nc\nd\n');
    expect(file).toMatchObject({
      outcome: 'conflict',
      before: 'a\nB\nc\nd\n',
      reason: expect.stringContaining('from line 2 on'),
    });
    expect(file.after).toMatch(
      /^a\n<<<<<<< this repository\nB\n[^]*=======\nβ\n>>>>>>> golden path\nc\nd\n$/,
    );
  });

  it('never loses a line that people added', () => {
    const ours = `${LINES}mine\n`;
    for (const theirs of ['a\n', '', 'z\nb\nc\nd\n', `${LINES}theirs\n`]) {
      expect(merge(LINES, ours, theirs)[0].after).toContain('mine\n');
    }
  });

  it('adds no file where people made the repository', () => {
    expect(merge(undefined, undefined, 'x', false)).toEqual([]);
    expect(merge('x', 'x', 'y', false)).toHaveLength(1);
  });

  it('has nothing left to do the second time', () => {
    const [{ after }] = merge(LINES, 'A\nb\nc\nd\n', 'a\nb\nc\nD\n');
    expect(merge('a\nb\nc\nD\n', after, 'a\nb\nc\nD\n')).toEqual([]);
  });
});
