/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';

/**
 * A schema of the same fields in which each may be missing and none has a
 * default, down to the last object: what an override may say. Lists stay whole,
 * because an override replaces them.
 *
 * @internal
 */
export function deepPartial<T extends z.ZodObject>(
  schema: T,
): z.ZodType<DeepPartial<z.infer<T>>, DeepPartial<z.input<T>>> {
  return partialOf(schema) as unknown as z.ZodType<
    DeepPartial<z.infer<T>>,
    DeepPartial<z.input<T>>
  >;
}

/** @internal */
export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
  ? { [K in keyof T]?: DeepPartial<T[K]> }
  : T;

function partialOf(schema: z.core.$ZodType): z.ZodType {
  const bare = withoutDefault(schema);
  const description = (schema as z.ZodType).meta?.();
  const partial =
    bare instanceof z.ZodObject
      ? z.strictObject(
          Object.fromEntries(
            Object.entries(bare.shape).map(([key, field]) => [
              key,
              partialOf(field as z.core.$ZodType).optional(),
            ]),
          ),
        )
      : (bare as z.ZodType);
  return description ? partial.meta(description) : partial;
}

function withoutDefault(schema: z.core.$ZodType): z.core.$ZodType {
  let bare = schema;
  while (
    bare instanceof z.ZodDefault ||
    bare instanceof z.ZodPrefault ||
    bare instanceof z.ZodOptional
  ) {
    bare = bare.def.innerType as z.core.$ZodType;
  }
  return bare;
}
