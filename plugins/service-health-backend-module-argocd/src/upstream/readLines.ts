/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const NEWLINE = 0x0a;

/**
 * Splits a byte stream into lines without ever holding more than `maxBytes` of one.
 *
 * A longer line is dropped up to its end and reported as `oversize`, so that one huge object costs that object and not the stream.
 * A last line without an end is dropped: it was cut off.
 *
 * @internal
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  options: { maxBytes: number },
): AsyncIterable<{ line: string } | { oversize: true }> {
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
        }
      }
      if (end === -1) {
        break;
      }
      if (dropping) {
        yield { oversize: true };
      } else {
        yield { line: Buffer.concat(held).toString('utf8') };
      }
      held = [];
      heldBytes = 0;
      dropping = false;
      start = end + 1;
    }
  }
}
