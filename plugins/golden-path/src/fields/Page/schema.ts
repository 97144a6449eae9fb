/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** @internal */
export const PageSchema = makeFieldSchema({
  output: z =>
    z
      .record(z.unknown())
      .describe('The values of the page; the field stands at its root.'),
});
