/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JUDGES } from './judges';
import { brokenSets, selfCheckText } from './selfCheck';

describe('brokenSets', () => {
  it.each(JUDGES.map(({ name }) => [name]))(
    'has something that %s must refuse',
    async name => {
      const sets = await brokenSets(name);
      expect(sets.length).toBeGreaterThan(0);
      for (const { files } of sets) expect(files.length).toBeGreaterThan(0);
    },
  );
});

describe('selfCheckText', () => {
  it('names what a judge was silent about', () => {
    expect(
      selfCheckText([
        { judge: 'amtool', refused: ['amtool/a', 'amtool/b'], silent: [] },
        { judge: 'yaml', refused: ['yaml/a'], silent: ['yaml/b', 'yaml/c'] },
      ]),
    ).toBe(
      `ok    amtool  refused 2 of 2 broken fixtures
FAIL  yaml    refused 1 of 3 broken fixtures
        silent about yaml/b
        silent about yaml/c`,
    );
  });
});
