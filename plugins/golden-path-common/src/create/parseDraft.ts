/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { ServiceDraft, serviceDraftSchema } from './serviceDraft';

/**
 * The draft in the values of a form; other fields of the form are ignored.
 *
 * @param failure - what the error begins with
 * @throws InputError that names every field that is wrong
 * @public
 */
export function parseDraft(
  values: unknown,
  failure = 'The service cannot be made',
): ServiceDraft {
  const result = serviceDraftSchema.safeParse(values);
  if (!result.success) {
    const faults = result.error.issues.map(
      ({ path, message }) => `'${path.join('.')}': ${message}`,
    );
    throw new InputError(`${failure}: ${faults.join('; ')}`);
  }
  return result.data;
}
