/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** @internal */
export const PortPickerSchema = makeFieldSchema({
  output: z =>
    z.number().int().describe('Port from the pool of the chosen system.'),
});
