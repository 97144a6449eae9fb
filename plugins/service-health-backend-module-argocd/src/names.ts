/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';

/** RFC 1123 subdomain: what Kubernetes accepts as the name of an Application, an AppProject and a namespace. */
const SUBDOMAIN =
  /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/**
 * Whether a name may stand in the path of a request. Encoding is no substitute: dot segments survive it.
 *
 * @internal
 */
export function isObjectName(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= 253 && SUBDOMAIN.test(value)
  );
}

/**
 * Throws an InputError if a name may not stand in the path of a request.
 *
 * @internal
 */
export function assertObjectName(what: string, value: string): void {
  if (!isObjectName(value)) {
    throw new InputError(
      `Invalid ${what} name: it must be an RFC 1123 subdomain of at most 253 characters, in lower case.`,
    );
  }
}
