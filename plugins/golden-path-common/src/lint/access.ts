/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/*
 * Reading objects that nobody has validated: each function answers with nothing
 * where the shape is not what it should be, so that no rule ever throws on what a
 * person wrote.
 */

/** An object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = Object.freeze({});
const NO_ENTRIES: readonly unknown[] = Object.freeze([]);

/** The value at a path, or undefined. */
export function at(
  value: unknown,
  ...path: ReadonlyArray<string | number>
): unknown {
  let current = value;
  for (const segment of path) {
    if (typeof current !== 'object' || current === null) {
      return undefined;
    }
    current = Object.hasOwn(current, segment)
      ? (current as Record<string | number, unknown>)[segment]
      : undefined;
  }
  return current;
}

/** The object at a path; an empty one where there is none. */
export function fieldsAt(
  value: unknown,
  ...path: ReadonlyArray<string | number>
): Fields {
  const found = at(value, ...path);
  return isFields(found) ? found : NO_FIELDS;
}

/** The list at a path; an empty one where there is none. */
export function listAt(
  value: unknown,
  ...path: ReadonlyArray<string | number>
): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : NO_ENTRIES;
}

/** The text at a path, or undefined. */
export function textAt(
  value: unknown,
  ...path: ReadonlyArray<string | number>
): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** The number at a path, or undefined. */
export function numberAt(
  value: unknown,
  ...path: ReadonlyArray<string | number>
): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** The texts of a list at a path. */
export function textsAt(
  value: unknown,
  ...path: ReadonlyArray<string | number>
): readonly string[] {
  const found = listAt(value, ...path);
  return found.every(isText) ? (found as string[]) : found.filter(isText);
}

/** The texts of an object at a path, by key: labels, annotations, data. */
export function textMapAt(
  value: unknown,
  ...path: ReadonlyArray<string | number>
): Readonly<Record<string, string>> {
  const found = fieldsAt(value, ...path);
  const values = Object.values(found);
  return (
    values.every(isText)
      ? found
      : Object.fromEntries(Object.entries(found).filter(([, v]) => isText(v)))
  ) as Record<string, string>;
}

/** Whether a value is an object and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
