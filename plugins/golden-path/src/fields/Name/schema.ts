/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** @internal */
export const NameSchema = makeFieldSchema({
  output: z => z.string().describe('Name of the Component and of its objects.'),
});
