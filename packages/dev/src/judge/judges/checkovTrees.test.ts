/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { buildCorpus } from '../corpus/buildCorpus';
import { checkovTrees } from './checkovTrees';

const set = (tree: string, names: string[]) => ({
  id: `${tree}/platform`,
  tree,
  files: names.map(name => ({
    path: `${name}.yaml`,
    content: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`,
  })),
});
const summary = (sets: ReturnType<typeof set>[], small: number) =>
  checkovTrees(buildCorpus(sets), small).map(({ names, objects }) => [
    names.join(' '),
    objects.map(({ name }) => name).join(' '),
  ]);

describe('checkovTrees', () => {
  it('judges trees of the same content once', () => {
    expect(
      summary([set('a', ['x', 'y']), set('b', ['x', 'y']), set('c', ['x'])], 0),
    ).toEqual([
      ['a b', 'x y'],
      ['c', 'x'],
    ]);
  });

  it('puts small trees together, each object once, and leaves large ones alone', () => {
    expect(
      summary(
        [
          set('a', ['x']),
          set('b', ['x', 'y']),
          set('c', ['u', 'v', 'w']),
          set('d', ['z']),
        ],
        3,
      ),
    ).toEqual([
      ['a b', 'x y'],
      ['c', 'u v w'],
      ['d', 'z'],
    ]);
  });

  it('leaves out what has nothing for checkov', () => {
    expect(summary([set('a', [])], 3)).toEqual([]);
  });
});
