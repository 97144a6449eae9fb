/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { alternativesOf } from './alternatives';
import { nodeOf, SchemaNode } from './schemaNodes';

/**
 * A field of a value that a schema describes, down to texts, numbers and
 * switches.
 *
 * @internal
 */
export interface SchemaField {
  /** From the top of the value. */
  segments: Array<string | number>;
  /** The value that holds, set or by default; undefined where there is none. */
  value: unknown;
  /** Other values that fit the field's type. */
  alternatives: unknown[];
  /** Whether there are many more, of which one says nearly as much as another. */
  isOpen: boolean;
  /** The whole value, with another one in this field. */
  replaced(value: unknown): unknown;
}

/**
 * All fields of a value, also those that it leaves out.
 *
 * @internal
 */
export function schemaFields(schema: z.ZodType, value: unknown): SchemaField[] {
  return fieldsAt({
    node: nodeOf(schema),
    value,
    segments: [],
    replaced: other => other,
  });
}

interface FieldPlace {
  node: SchemaNode;
  value: unknown;
  segments: Array<string | number>;
  replaced(value: unknown): unknown;
}

function fieldsAt(place: FieldPlace): SchemaField[] {
  const { node, value, segments, replaced } = place;
  const { bare } = node;
  if (bare instanceof z.ZodObject) {
    // Where defaults alone make an object, leaving it out is the same.
    const object = value ?? bare.safeParse({}).data;
    if (object !== undefined) {
      return Object.entries(bare.shape).flatMap(([key, field]) =>
        fieldsAt({
          node: nodeOf(field as z.core.$ZodType),
          value: (object as Record<string, unknown>)[key],
          segments: [...segments, key],
          replaced: other => replaced({ ...(object as object), [key]: other }),
        }),
      );
    }
  }
  if (bare instanceof z.ZodArray && Array.isArray(value) && value.length > 0) {
    return [
      leftOut(segments, value, other => replaced(other ?? [])),
      ...value.flatMap((entry, index) => [
        leftOut([...segments, index], entry, () =>
          replaced(value.filter((_, i) => i !== index)),
        ),
        ...fieldsAt({
          node: nodeOf(bare.element as z.core.$ZodType),
          value: entry,
          segments: [...segments, index],
          replaced: other =>
            replaced(value.map((old, i) => (i === index ? other : old))),
        }),
      ]),
    ];
  }
  if (bare instanceof z.ZodRecord && value !== undefined) {
    return Object.entries(value as object).flatMap(([key, entry]) => {
      const { [key]: _, ...others } = value as Record<string, unknown>;
      return [
        leftOut([...segments, key], entry, () => replaced(others)),
        ...fieldsAt({
          node: nodeOf(bare.valueType as z.core.$ZodType),
          value: entry,
          segments: [...segments, key],
          replaced: other => replaced({ ...(value as object), [key]: other }),
        }),
      ];
    });
  }
  // An empty list says as little as none.
  const held = isEmptyList(value) ? undefined : value;
  return [
    {
      segments,
      value: held,
      alternatives: alternativesOf(node, held),
      isOpen: bare instanceof z.ZodString || bare instanceof z.ZodNumber,
      replaced,
    },
  ];
}

/** A list or a member of one, which may not be there at all. */
function leftOut(
  segments: SchemaField['segments'],
  value: unknown,
  replaced: (other: unknown) => unknown,
): SchemaField {
  return {
    segments,
    value,
    alternatives: [undefined],
    isOpen: false,
    replaced,
  };
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
