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
    ).toEqual({
      text: [
        'a',
        '<<<<<<< this repository',
        'B',
        '||||||| as the golden path wrote it',
        'b',
        '=======',
        'ß',
        '>>>>>>> golden path',
        'c',
      ].join('\n'),
      conflicts: [{ line: 2, ours: ['B'], theirs: ['ß'] }],
    });
  });
});

describe('mergeText on lines about the generator', () => {
  const text = (hash: string, version: string, more = '') =>
    [
      'metadata:',
      '  annotations:',
      `    runtime.openpolicy.io/spec-hash: ${hash}`,
      `    runtime.openpolicy.io/generator-version: ${version}`,
      `spec: 3${more}`,
      '',
    ].join('\n');

  it.each([
    ['takes what it says now', ['a', '1'], ['b', '2'], ['c', '3'], ['c', '3']],
    [
      'keeps what it has not changed',
      ['a', '2'],
      ['b', '1'],
      ['c', '2'],
      ['c', '1'],
    ],
  ])('%s', (_, base, ours, theirs, expected) => {
    expect(
      mergeText({
        base: text(base[0], base[1]),
        ours: text(ours[0], ours[1], ' # mine'),
        theirs: text(theirs[0], theirs[1]),
      }),
    ).toEqual({ text: text(expected[0], expected[1], ' # mine') });
  });

  it('leaves a file of several owners to the merge', () => {
    const both = (a: string, b: string) => `${text(a, '1')}${text(b, '1')}`;
    expect(
      mergeText({
        base: both('a', 'b'),
        ours: both('a', 'b'),
        theirs: both('a', 'c'),
      }),
    ).toEqual({ text: both('a', 'c') });
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
    ).toMatchObject({ changes: [{ path: 'f.yaml', content }] });
  });

  it('says which files hold lines of somebody else too', async () => {
    const change = { before: 'a\nb\nc\n', after: 'a\nb\nC\n' };
    const { merged } = await applyChanges(
      repository({ mine: 'A\nb\nc\n', theirs: 'a\nb\nc\n' }),
      [
        { path: 'mine', ...change },
        { path: 'theirs', ...change },
      ],
    );
    expect(merged).toEqual(['mine']);
  });

  it('changes nothing the second time', async () => {
    expect(
      await applyChanges(repository({ new: 'x', changed: 'y' }), [
        { path: 'new', after: 'x' },
        { path: 'changed', before: 'x', after: 'y' },
        { path: 'gone', before: 'z' },
      ]),
    ).toEqual({ changes: [], merged: [] });
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
