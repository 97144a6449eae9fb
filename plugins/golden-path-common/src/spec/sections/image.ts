/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';

const tag = z
  .string()
  .meta({ description: 'Release tag; `latest` is refused.' });

const digest = z.string().optional().meta({
  description: 'Content digest of the release; production needs one.',
  pattern: '^sha256:[0-9a-f]{64}$',
});

/** The image of a service. */
export const imageSchema = z.strictObject({
  repository: z.string().optional().meta({
    description:
      "Image without tag. Default: the System's registry and the service's name.",
  }),
  tag,
  digest,
});

/** The image of a canary, from the same repository. */
export const canaryImageSchema = z.strictObject({ tag, digest });
