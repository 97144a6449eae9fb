/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';

/**
 * What a schema says about the values at one place.
 *
 * @internal
 */
export interface SchemaNode {
  /** Without defaults and options around it. */
  bare: z.core.$ZodType;
  description?: string;
  examples: unknown[];
}

/**
 * Looks through defaults and options; the outermost description holds.
 *
 * @internal
 */
export function nodeOf(schema: z.core.$ZodType): SchemaNode {
  let bare = schema;
  let description: string | undefined;
  let examples: unknown[] = [];
  for (;;) {
    const meta = (bare as z.ZodType).meta?.() as
      | { description?: string; examples?: unknown[] }
      | undefined;
    description ??= meta?.description;
    examples = meta?.examples ?? examples;
    if (
      bare instanceof z.ZodDefault ||
      bare instanceof z.ZodPrefault ||
      bare instanceof z.ZodOptional
    ) {
      bare = bare.def.innerType as z.core.$ZodType;
    } else {
      return { bare, description, examples };
    }
  }
}

/**
 * The node below a key or an index; undefined where the schema has none.
 *
 * @internal
 */
export function childNode(
  { bare }: SchemaNode,
  segment: string | number,
): SchemaNode | undefined {
  if (bare instanceof z.ZodObject) {
    const field = (bare.shape as Record<string, z.core.$ZodType | undefined>)[
      segment
    ];
    return field && nodeOf(field);
  }
  if (bare instanceof z.ZodArray) {
    return nodeOf(bare.element as z.core.$ZodType);
  }
  return bare instanceof z.ZodRecord
    ? nodeOf(bare.valueType as z.core.$ZodType)
    : undefined;
}

/**
 * What the schema says that a field means. A field without a description of its
 * own has that of what it is part of.
 *
 * @internal
 */
export function describeField(
  schema: z.ZodType,
  segments: ReadonlyArray<string | number>,
): string | undefined {
  let node: SchemaNode | undefined = nodeOf(schema);
  let { description } = node;
  for (const segment of segments) {
    node = node && childNode(node, segment);
    description = node?.description ?? description;
  }
  return description;
}
