/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { emitDocument } from '../render/emitYaml';
import { PathKey, pathKeyOf, ROOT, textLineOf, childOf } from './paths';
import { RowOutput } from './rows';

/**
 * What a line of a file shows: which of the file's outputs, and where in it.
 *
 * @internal
 */
export interface LinePlace {
  /** Place in the list of outputs that was given. */
  output: number;
  path: PathKey;
}

/**
 * The places that the lines of a file show, the first line first. Lines that
 * show none are undefined: the header, separators of documents.
 *
 * @param outputs - all that share the file, in the order in which they are
 *   written
 * @internal
 */
export function linePlaces(
  outputs: readonly RowOutput[],
): Array<LinePlace | undefined> {
  // The header.
  const places: Array<LinePlace | undefined> = [undefined];
  for (const [output, { value, form }] of outputs.entries()) {
    const add = (path: PathKey) => places.push({ output, path });
    switch (form) {
      case 'markdown':
        places.push(undefined);
        for (const index of String(value).split('\n').slice(0, -1).keys()) {
          add(textLineOf(ROOT, index));
        }
        break;
      case 'env':
        for (const key of Object.keys(value as object)) {
          add(childOf(ROOT, key));
        }
        break;
      default:
        if (output > 0) {
          places.push(undefined);
        }
        addDocument(value, add);
    }
  }
  return places;
}

/** Lines of a block text have one path; here each gets its own. */
function addDocument(value: unknown, add: (path: PathKey) => void): void {
  let last: ReadonlyArray<string | number> | undefined;
  let repeats = 0;
  emitDocument(value, path => {
    repeats = path === last ? repeats + 1 : 0;
    last = path;
    const key = pathKeyOf(path);
    add(repeats > 0 ? textLineOf(key, repeats - 1) : key);
  });
}
