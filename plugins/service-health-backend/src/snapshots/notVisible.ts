/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { NotFoundError } from '@backstage/errors';

/**
 * The one answer for a service that does not exist and for one that the caller may not see. It repeats nothing of the request, so that
 * not even its length differs.
 *
 * @internal
 */
export function notVisibleError(): NotFoundError {
  return new NotFoundError(
    'Service not found or not visible. Check the reference, or ask the owner of the service for access.',
  );
}
