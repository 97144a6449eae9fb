/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** @internal */
export const DependencyPickerSchema = makeFieldSchema({
  output: z =>
    z
      .array(
        z
          .object({
            ref: z.string().describe('Reference of what is called.'),
            timeout: z
              .string()
              .optional()
              .describe('How long a call may take, as 2s.'),
            critical: z
              .boolean()
              .optional()
              .describe('Whether the service can do nothing without it.'),
          })
          // Ports, variables and what else the spec knows stay as they are.
          .passthrough(),
      )
      .describe('What the service calls.'),
});

/** One row of the field. @internal */
export type DependencyEntry = (typeof DependencyPickerSchema.TOutput)[number];
