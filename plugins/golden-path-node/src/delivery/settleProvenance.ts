/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ANNOTATIONS } from '@openpolicy/plugin-golden-path-common';

/** The three sides of a merge. */
export interface Sides {
  base: string;
  ours: string;
  theirs: string;
}

const NAMES = [ANNOTATIONS.specHash, ANNOTATIONS.generatorVersion];

/**
 * Settles the lines that say where a file comes from, before its other lines are merged.
 * They change with every delivery, next to each other, and nobody edits them: left to
 * the merge, each would be a conflict.
 *
 * @internal
 */
export function settleProvenance(sides: Sides): Sides {
  return NAMES.reduce(settle, sides);
}

function settle(sides: Sides, name: string): Sides {
  const line = new RegExp(
    `(^[ \\t]*${name.replace(/[./]/g, '\\$&')}:[ \\t]*)(\\S+)`,
    'gm',
  );
  const valueOf = (text: string) => {
    const values = new Set([...text.matchAll(line)].map(match => match[2]));
    return values.size === 1 ? [...values][0] : undefined;
  };
  const [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map(
    valueOf,
  );
  if (base === undefined || ours === undefined || theirs === undefined) {
    return sides;
  }
  // As a merge of the value alone, with the generator's word as the last one.
  const value = base === theirs ? ours : theirs;
  const settled = (text: string) =>
    text.replace(line, (_, start: string) => `${start}${value}`);
  return {
    base: settled(sides.base),
    ours: settled(sides.ours),
    theirs: settled(sides.theirs),
  };
}
