/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** @internal */
export const ResourcesPickerSchema = makeFieldSchema({
  output: z => {
    const amounts = (what: string) =>
      z.object({
        request: z.string().optional().describe(`${what} that is set aside.`),
        limit: z.string().optional().describe(`Most ${what} of a pod.`),
      });
    return z
      .object({
        cpu: amounts('CPU').optional(),
        memory: amounts('memory').optional(),
      })
      .passthrough()
      .describe('What each pod asks for and what it may use.');
  },
});

/** @internal */
export type ResourcesValue = typeof ResourcesPickerSchema.TOutput;
