/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Writes the path of a field as people read it: `spec.runtime.ports[0].port`;
 * a key with a dot or a blank stands in brackets and quotes.
 *
 * @public
 */
export function formatPath(segments: readonly PropertyKey[]): string {
  let path = '';
  for (const segment of segments) {
    if (typeof segment === 'number') {
      path += `[${segment}]`;
    } else if (/^[\w$-]+$/.test(String(segment))) {
      path += path ? `.${String(segment)}` : String(segment);
    } else {
      path += `[${JSON.stringify(String(segment))}]`;
    }
  }
  return path;
}

/**
 * The inverse of {@link formatPath}, for finding the line of a field in its
 * file.
 *
 * @public
 */
export function parsePath(path: string): Array<string | number> {
  const segments: Array<string | number> = [];
  for (const match of path.matchAll(
    /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([\w$-]+)/g,
  )) {
    if (match[1] !== undefined) {
      segments.push(Number(match[1]));
    } else if (match[2] !== undefined) {
      segments.push(JSON.parse(match[2]));
    } else {
      segments.push(match[3]);
    }
  }
  return segments;
}

/**
 * The value at a path, or undefined where there is none.
 *
 * @public
 */
export function getAtPath(
  root: unknown,
  segments: readonly PropertyKey[],
): unknown {
  let value = root;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = (value as Record<PropertyKey, unknown>)[segment];
  }
  return value;
}
