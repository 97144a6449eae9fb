/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readLines } from './readLines';

async function read(chunks: (string | Buffer)[], maxBytes = 20) {
  const lines: string[] = [];
  const source = (async function* play() {
    for (const chunk of chunks) {
      yield Buffer.from(chunk);
    }
  })();
  for await (const line of readLines(source, { maxBytes })) {
    lines.push(line);
  }
  return lines;
}

const euro = Buffer.from('€');

describe('readLines', () => {
  it.each([
    ['several lines in one chunk', ['a\nb\n'], ['a', 'b']],
    ['a line over several chunks', ['a', 'b', 'c\n'], ['abc']],
    ['a line break at the start of a chunk', ['a', '\nb\n'], ['a', 'b']],
    ['empty lines', ['\n\na\n\n'], ['a']],
    [
      'a character that two chunks share',
      [euro.subarray(0, 1), euro.subarray(1), '\n'],
      ['€'],
    ],
    ['a line of exactly the limit', [`${'x'.repeat(20)}\n`], ['x'.repeat(20)]],
    ['nothing', [], []],
  ])('reads %s', async (_name, chunks, lines) => {
    await expect(read(chunks)).resolves.toEqual(lines);
  });

  it('refuses a line above the limit before it has ended', async () => {
    await expect(read(['x'.repeat(21)])).rejects.toMatchObject({
      code: 'tooLarge',
    });
  });

  it('refuses a long line that comes in small chunks', async () => {
    await expect(
      read(Array.from({ length: 21 }, () => 'x')),
    ).rejects.toMatchObject({ code: 'tooLarge' });
  });

  it('refuses a stream that ends inside a line', async () => {
    await expect(read(['a\n{"type":'])).rejects.toMatchObject({
      code: 'malformed',
    });
  });
});
