/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A JSON object of unknown shape.
 *
 * @public
 */
export type JsonRecord = Readonly<Record<string, unknown>>;

const NOTHING: JsonRecord = Object.freeze(Object.create(null));

/**
 * True for an object with unknown fields: neither null nor an array.
 *
 * @public
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value as an object; an empty one if it is none, so that reading goes on.
 *
 * @public
 */
export function asRecord(value: unknown): JsonRecord {
  return isRecord(value) ? value : NOTHING;
}

/**
 * The value's elements as objects; none if it is no array.
 *
 * @public
 */
export function asRecords(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? value.map(asRecord) : [];
}

/**
 * The value's elements that are strings; none if it is no array.
 *
 * @public
 */
export function asStrings(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

/**
 * The value as a string that is not empty.
 *
 * @public
 */
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * The value as a whole number that is not negative.
 *
 * @public
 */
export function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : undefined;
}

/**
 * An own property, so that `__proto__` and friends never answer.
 *
 * @public
 */
export function own(record: JsonRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/**
 * The value as an instant, in ISO 8601.
 *
 * @public
 */
export function asTime(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 40) {
    return undefined;
  }
  const time = Date.parse(value);
  // Go's zero time, `0001-01-01T00:00:00Z`, means that there is none.
  return Number.isNaN(time) || time <= 0
    ? undefined
    : new Date(time).toISOString();
}
