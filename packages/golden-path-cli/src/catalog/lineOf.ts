/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Document, LineCounter, Node } from 'yaml';

/** The line of a path in a document; of what is nearest above it if it is not there. */
export function lineOf(
  document: Document,
  lines: LineCounter,
  segments: ReadonlyArray<string | number>,
): number {
  for (let length = segments.length; length >= 0; length--) {
    const node =
      length === 0
        ? document.contents
        : (document.getIn(segments.slice(0, length), true) as Node | undefined);
    if (node?.range) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return 1;
}
