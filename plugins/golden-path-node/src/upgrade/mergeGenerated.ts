/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { UpgradeFile } from '@openpolicy/plugin-golden-path-common';
import { mergeText } from '../delivery/mergeText';

/**
 * The three sides of a merge, by path.
 *
 * @public
 */
export interface GeneratedSides {
  /** What the generator wrote when it last did. */
  base: ReadonlyMap<string, string>;
  /** What is there now. */
  ours: ReadonlyMap<string, string>;
  /** What the generator makes today. */
  theirs: ReadonlyMap<string, string>;
}

/**
 * Brings files to what the generator makes today and keeps what people have done to
 * them since. Done twice, nothing is left to do the second time.
 *
 * @param options - `addNew`: also files that the generator makes only now. Not where
 *   people made the repository: it is none of theirs
 * @returns files with something to do or to know, sorted by path
 * @public
 */
export function mergeGenerated(
  sides: GeneratedSides,
  options: { addNew: boolean },
): UpgradeFile[] {
  const paths = new Set([...sides.base.keys(), ...sides.theirs.keys()]);
  return [...paths].sort().flatMap(path => {
    const merged = mergeFile({
      path,
      base: sides.base.get(path),
      ours: sides.ours.get(path),
      theirs: sides.theirs.get(path),
    });
    return merged && (merged.outcome !== 'added' || options.addNew)
      ? [merged]
      : [];
  });
}

function mergeFile(file: {
  path: string;
  base?: string;
  ours?: string;
  theirs?: string;
}): UpgradeFile | undefined {
  const { path, base, ours, theirs } = file;
  if (ours === theirs || base === theirs) {
    return undefined;
  }
  const kept = (reason: string): UpgradeFile => ({
    path,
    outcome: 'kept',
    ...(ours !== undefined && { before: ours, after: ours }),
    reason,
  });
  if (theirs === undefined) {
    return ours === base
      ? { path, outcome: 'removed', before: ours }
      : kept(
          'The golden path makes it no more, but it has been edited. Delete it if nobody needs it.',
        );
  }
  if (base === undefined) {
    return ours === undefined
      ? { path, outcome: 'added', after: theirs }
      : kept(
          'The golden path makes a file of this name now, and there is one already that it did not make.',
        );
  }
  if (ours === undefined) {
    return kept('It has been deleted here, and stays so.');
  }
  if (ours === base) {
    return { path, outcome: 'changed', before: ours, after: theirs };
  }
  const { conflicts, text } = mergeText({ base, ours, theirs });
  return conflicts
    ? {
        path,
        outcome: 'conflict',
        before: ours,
        after: text,
        reason: `Edited here and changed by the golden path, from line ${conflicts
          .map(({ line }) => line)
          .join(' and ')} on.`,
      }
    : { path, outcome: 'merged', before: ours, after: text };
}
