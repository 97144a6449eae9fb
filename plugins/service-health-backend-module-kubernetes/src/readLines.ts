/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesFault } from './errors';

const NEWLINE = 0x0a;

/**
 * Splits a stream of bytes into lines without their line breaks; empty lines are left out. The split is on bytes, so a character that
 * two chunks share arrives whole.
 *
 * @throws {@link KubernetesFault} `tooLarge` as soon as a line exceeds `maxBytes`, `malformed` if the stream ends inside a line
 * @internal
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  options: { maxBytes: number },
): AsyncGenerator<string, void, undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end !== -1;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      size += end - start;
      assertSize(size, options.maxBytes);
      if (size > 0) {
        parts.push(chunk.subarray(start, end));
        yield Buffer.concat(parts).toString('utf8');
      }
      parts = [];
      size = 0;
      start = end + 1;
    }
    size += chunk.length - start;
    assertSize(size, options.maxBytes);
    if (start < chunk.length) {
      parts.push(chunk.subarray(start));
    }
  }
  if (size > 0) {
    throw new KubernetesFault('malformed', 'its stream ended inside an event');
  }
}

function assertSize(size: number, maxBytes: number): void {
  if (size > maxBytes) {
    throw new KubernetesFault(
      'tooLarge',
      `an event is larger than ${maxBytes} bytes`,
    );
  }
}
