/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** @internal */
export const UpgradeFieldSchema = makeFieldSchema({
  output: z =>
    z
      .string()
      .nullable()
      .describe(
        'What was shown, in a few words, for the review; nothing if the template gives it the type null. The field reads `entityRef` and `environment` of the form.',
      ),
});
