/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import {
  ServiceDraft,
  serviceDraftSchema,
} from '@openpolicy/plugin-golden-path-common';

/**
 * The draft in a template's parameters; other fields of the form are ignored.
 *
 * @throws InputError that names every field that is wrong
 */
export function parseDraft(input: unknown): ServiceDraft {
  const result = serviceDraftSchema.safeParse(input);
  if (!result.success) {
    const faults = result.error.issues.map(
      ({ path, message }) => `'${path.join('.')}': ${message}`,
    );
    throw new InputError(`The service cannot be made: ${faults.join('; ')}`);
  }
  return result.data;
}
