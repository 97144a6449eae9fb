/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { specHash } from '../render/provenance';
import { ServiceSpec, serviceSpecSchema } from '../spec/serviceSpec';

/**
 * A spec as a person would write it: without what the schema fills in.
 *
 * @internal
 */
export function withoutDefaults(spec: ServiceSpec): Record<string, unknown> {
  // Whatever the order of keys.
  const whole = specHash(spec);
  const isSame = (input: unknown) => {
    const { success, data } = serviceSpecSchema.safeParse(input);
    return success && specHash(data) === whole;
  };
  const written = structuredClone(spec) as Record<string, unknown>;
  shorten(written, () => isSame(written));
  // Undefined kept the order of keys; as text it is gone.
  return JSON.parse(JSON.stringify(written));
}

/** Leaves out each field that is filled in again, the outer ones first. */
function shorten(fields: Record<string, unknown>, isSame: () => boolean): void {
  for (const [key, held] of Object.entries(fields)) {
    fields[key] = undefined;
    if (!isSame()) {
      fields[key] = held;
      if (typeof held === 'object' && held !== null) {
        shorten(held as Record<string, unknown>, isSame);
      }
    }
  }
}
