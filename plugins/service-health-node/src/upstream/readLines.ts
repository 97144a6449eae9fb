/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const NEWLINE = 0x0a;

/**
 * What {@link readLines} meets. `oversize`: a line above the limit, told as soon as it exceeds it and dropped up to its end.
 * `unfinished`: the stream ended inside a line, which is dropped: it was cut off.
 *
 * @public
 */
export type LineItem =
  | { line: string }
  | { oversize: true }
  | { unfinished: true };

/**
 * Splits a byte stream into lines, without their line breaks, and never holds more than `maxBytes` of one. The reader decides whether
 * a line that it does not get costs that line or the stream. The split is on bytes, so a character that two chunks share arrives whole.
 *
 * @public
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  options: { maxBytes: number },
): AsyncGenerator<LineItem, void, undefined> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let dropping = false;

  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const part = chunk.subarray(start, end === -1 ? chunk.length : end);
      if (!dropping) {
        held.push(part);
        heldBytes += part.length;
        if (heldBytes > options.maxBytes) {
          held = [];
          heldBytes = 0;
          dropping = true;
          yield { oversize: true };
        }
      }
      if (end === -1) {
        break;
      }
      if (!dropping) {
        yield { line: Buffer.concat(held).toString('utf8') };
      }
      held = [];
      heldBytes = 0;
      dropping = false;
      start = end + 1;
    }
  }
  if (heldBytes > 0) {
    yield { unfinished: true };
  }
}
