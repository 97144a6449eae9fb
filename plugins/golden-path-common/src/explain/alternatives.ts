/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { nodeOf, SchemaNode } from './schemaNodes';

/**
 * Other values that fit a field's type; as far as they go, of its form too. A
 * renderer may round, so a number has a near and a far one.
 *
 * @param value - the value that holds, or undefined
 * @internal
 */
export function alternativesOf(node: SchemaNode, value: unknown): unknown[] {
  const { bare, examples } = node;
  if (bare instanceof z.ZodEnum) {
    return bare.options.filter(option => option !== value);
  }
  if (bare instanceof z.ZodLiteral || bare instanceof z.ZodUnion) {
    return literalsOf(bare).filter(literal => literal !== value);
  }
  switch (typeof value) {
    case 'boolean':
      return [!value];
    case 'number':
      return Number.isInteger(value)
        ? [value + 1, value * 2 + 3]
        : [value * 1.5, value / 2];
    case 'string':
      return [
        otherText(value),
        ...examples.filter(example => example !== value).slice(0, 1),
      ];
    default:
      return value === undefined ? samplesOf(node) : [];
  }
}

/** Values of a field that has none. */
function samplesOf(node: SchemaNode): unknown[] {
  const { bare, examples } = node;
  if (bare instanceof z.ZodBoolean) {
    return [true, false];
  }
  if (bare instanceof z.ZodNumber) {
    return [7, 73];
  }
  const sample = examples[0] ?? sampleOf(bare);
  if (typeof sample === 'string') {
    // Two, because one may be what holds anyway.
    return [sample, otherText(sample)];
  }
  return sample === undefined ? [] : [sample];
}

/** A value that has what the schema asks for, and no more. */
function sampleOf(bare: z.core.$ZodType): unknown {
  if (bare instanceof z.ZodString) {
    return 'other';
  }
  if (bare instanceof z.ZodArray) {
    const [entry] = firstSamples(bare.element as z.core.$ZodType);
    return entry === undefined ? undefined : [entry];
  }
  if (bare instanceof z.ZodObject) {
    const sample: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(bare.shape)) {
      const isNeeded = !(field as z.ZodType).safeParse(undefined).success;
      if (isNeeded) {
        [sample[key]] = firstSamples(field as z.core.$ZodType);
      }
    }
    const parsed = bare.safeParse(sample);
    return parsed.success ? parsed.data : undefined;
  }
  return undefined;
}

function firstSamples(schema: z.core.$ZodType): unknown[] {
  return alternativesOf(nodeOf(schema), undefined);
}

function literalsOf(schema: z.core.$ZodType): unknown[] {
  if (schema instanceof z.ZodLiteral) {
    return [...schema.values];
  }
  return schema instanceof z.ZodUnion
    ? schema.options.flatMap(option => literalsOf(option as z.core.$ZodType))
    : [];
}

/** Another text of the same form: the next number, or one letter more. */
function otherText(text: string): string {
  const amount = /^(\d+)((?:\.\d+)?[a-zA-Z]*)$/.exec(text);
  if (amount) {
    return `${Number(amount[1]) + 1}${amount[2]}`;
  }
  const digest = /^(sha256:)([0-9a-f])(.*)$/.exec(text);
  if (digest) {
    return `${digest[1]}${digest[2] === '0' ? '1' : '0'}${digest[3]}`;
  }
  return `${text}x`;
}
