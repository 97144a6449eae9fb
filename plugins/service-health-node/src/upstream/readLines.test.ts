/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LineItem, readLines } from './readLines';

async function read(chunks: (string | Buffer)[], maxBytes = 20) {
  const source = (async function* play() {
    for (const chunk of chunks) {
      yield Buffer.from(chunk);
    }
  })();
  const items: LineItem[] = [];
  for await (const item of readLines(source, { maxBytes })) {
    items.push(item);
  }
  return items.map(item => ('line' in item ? item.line : item));
}

const euro = Buffer.from('€');
const oversize = { oversize: true };
const unfinished = { unfinished: true };

describe('readLines', () => {
  it.each<[string, (string | Buffer)[], unknown[]]>([
    ['several lines in one chunk', ['a\nb\n'], ['a', 'b']],
    ['a line over several chunks', ['a', 'b', 'c\n'], ['abc']],
    ['a line break at the start of a chunk', ['a', '\nb\n'], ['a', 'b']],
    ['empty lines', ['\n\na\n\n'], ['', '', 'a', '']],
    [
      'a character that two chunks share',
      [euro.subarray(0, 1), euro.subarray(1), '\n'],
      ['€'],
    ],
    ['a line of exactly the limit', [`${'x'.repeat(20)}\n`], ['x'.repeat(20)]],
    ['nothing', [], []],
    ['a stream that ends inside a line', ['a\n{"type":'], ['a', unfinished]],
    ['a line above the limit', [`${'x'.repeat(21)}\nb\n`], [oversize, 'b']],
    [
      'a long line in small chunks',
      [...Array.from({ length: 50 }, () => 'x'), '\nb\n'],
      [oversize, 'b'],
    ],
    [
      'a stream that ends inside a line above the limit',
      ['a\n', 'x'.repeat(30)],
      ['a', oversize],
    ],
  ])('reads %s', async (_name, chunks, expected) => {
    await expect(read(chunks)).resolves.toEqual(expected);
  });

  it('tells of a line above the limit before it has ended', async () => {
    const endless = (async function* play() {
      yield Buffer.from('x'.repeat(21));
      await new Promise(() => {});
    })();
    const { value } = await readLines(endless, { maxBytes: 20 }).next();
    expect(value).toEqual(oversize);
  });
});
