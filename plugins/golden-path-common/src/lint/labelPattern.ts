/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/*
 * Matching label values as Prometheus does: regular expressions are anchored at
 * both ends.
 */

/**
 * JavaScript tries every way to match, and a pattern like `(a+)+b` has more ways
 * than there are atoms. Prometheus' own engine does not, so such patterns are
 * legal; they are not judged here.
 */
const REPEATED_GROUP = /\)[*+{]/;
const MOST_REPETITIONS = 3;

const COMPILED = new Map<string, RegExp | undefined>();
const MOST_COMPILED = 2048;

/**
 * Whether one of the values fits a regular expression of PromQL.
 *
 * @returns true also for a pattern that cannot be judged
 * @internal
 */
export function fitsPattern(
  pattern: string,
  values: Iterable<string>,
): boolean {
  const compiled = compile(pattern);
  if (!compiled) {
    return true;
  }
  for (const value of values) {
    if (compiled.test(value)) {
      return true;
    }
  }
  return false;
}

function compile(pattern: string): RegExp | undefined {
  if (!COMPILED.has(pattern)) {
    if (COMPILED.size >= MOST_COMPILED) {
      COMPILED.clear();
    }
    COMPILED.set(pattern, build(pattern));
  }
  return COMPILED.get(pattern);
}

function build(pattern: string): RegExp | undefined {
  const repetitions = pattern.match(/[*+{]/g)?.length ?? 0;
  if (REPEATED_GROUP.test(pattern) || repetitions > MOST_REPETITIONS) {
    return undefined;
  }
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    // Syntax of Prometheus' engine alone, or a fault that promtool reports.
    return undefined;
  }
}
