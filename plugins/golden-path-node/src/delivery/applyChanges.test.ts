/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { applyChanges } from './applyChanges';
import { mergeText } from './mergeText';

const repository = (files: Record<string, string>) => ({
  url: 'https://git.example.com/deploy.git',
  read: async (path: string) => files[path],
});

describe('mergeText', () => {
  it('takes what each side changed', () => {
    expect(
      mergeText({
        base: 'a\nb\nc\nd\n',
        ours: 'A\nb\nc\nd\n',
        theirs: 'a\nb\nc\nD\ne\n',
      }),
    ).toEqual({ text: 'A\nb\nc\nD\ne\n' });
  });

  it('names the lines on which they disagree', () => {
    expect(
      mergeText({ base: 'a\nb\nc', ours: 'a\nB\nc', theirs: 'a\nß\nc' }),
    ).toEqual({ conflicts: [{ line: 2, ours: ['B'], theirs: ['ß'] }] });
  });
});

describe('applyChanges', () => {
  it.each([
    ['writes a new file', { after: 'x' }, undefined, 'x'],
    [
      'replaces a file that nobody changed',
      { before: 'x', after: 'y' },
      'x',
      'y',
    ],
    [
      'writes a file again that is gone',
      { before: 'x', after: 'y' },
      undefined,
      'y',
    ],
    [
      'keeps what somebody else changed',
      { before: 'a\nb\nc\n', after: 'a\nb\nC\n' },
      'A\nb\nc\n',
      'A\nb\nC\n',
    ],
    [
      'removes a file, whatever it holds by now',
      { before: 'x' },
      'z',
      undefined,
    ],
  ])('%s', async (_, change, current, content) => {
    expect(
      await applyChanges(
        repository(current === undefined ? {} : { 'f.yaml': current }),
        [{ path: 'f.yaml', ...change }],
      ),
    ).toEqual([{ path: 'f.yaml', content }]);
  });

  it('changes nothing the second time', async () => {
    expect(
      await applyChanges(repository({ new: 'x', changed: 'y' }), [
        { path: 'new', after: 'x' },
        { path: 'changed', before: 'x', after: 'y' },
        { path: 'gone', before: 'z' },
      ]),
    ).toEqual([]);
  });

  it('does not overwrite a file that is there already', async () => {
    await expect(
      applyChanges(repository({ 'services/x.yaml': 'other' }), [
        { path: 'services/x.yaml', after: 'x' },
      ]),
    ).rejects.toThrow(
      "Failed to write 'services/x.yaml' in repository 'https://git.example.com/deploy.git': it is there already",
    );
  });

  it('names file and line of a conflict', async () => {
    await expect(
      applyChanges(repository({ f: 'a\nhand-made\nc' }), [
        { path: 'f', before: 'a\nb\nc', after: 'a\nB\nc' },
      ]),
    ).rejects.toThrow(/'f'.*from line 2 on \('hand-made'\)/);
  });
});
