/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';

/*
 * The schema says what shape a value has; the rules (../rules) say what it must
 * mean. A port of 80 is a well-shaped spec that breaks GP-PORT-001: that way one
 * bad value hides no other finding, and each keeps its stable id. `meta` carries
 * the ranges of the rules to the editors' JSON schema.
 */

/** A duration of one unit, as `30s`. */
export const durationField = (description: string) =>
  z
    .string()
    .meta({ description, pattern: '^[0-9]+(ms|s|m|h|d)$', examples: ['30s'] });

/** A port of a pod or a Service. */
export const portField = (description: string) =>
  z.int().meta({ description, minimum: 1024, maximum: 65535 });

/** A path of an HTTP endpoint. */
export const pathField = (description: string) =>
  z.string().meta({ description, pattern: '^/' });

/** An amount of CPU, in cores or thousandths of a core. */
export const cpuField = (description: string) =>
  z.string().meta({ description, examples: ['250m', '1'] });

/** An amount of memory or disk. */
export const memoryField = (description: string) =>
  z
    .string()
    .meta({ description, pattern: '^[0-9.]+(Ki|Mi|Gi)$', examples: ['512Mi'] });

/** A whole number with its least value. */
export const countField = (description: string, minimum = 1) =>
  z.int().meta({ description, minimum });

/** Why an exception is made, and until when. */
export const exceptionFields = {
  reason: z.string().meta({
    description: 'Why, and what will end it; 10 characters at least.',
  }),
  expires: z.string().meta({
    description: 'Last day on which it holds, YYYY-MM-DD.',
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  }),
};
