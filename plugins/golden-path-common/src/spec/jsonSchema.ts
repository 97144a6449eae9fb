/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { serviceSpecSchema } from './serviceSpec';

/**
 * The JSON schema of a catalog file of a Component, for editors that read the
 * `yaml-language-server` comment. It is strict about `spec.runtime` and silent
 * about everything that Backstage itself checks.
 *
 * @public
 */
export function componentJsonSchema(): JsonObject {
  const { $schema, ...runtime } = z.toJSONSchema(serviceSpecSchema, {
    io: 'input',
    target: 'draft-7',
  });
  return {
    $schema,
    title: 'Component with spec.runtime',
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: { runtime: runtime as JsonObject },
      },
    },
  } as JsonObject;
}
