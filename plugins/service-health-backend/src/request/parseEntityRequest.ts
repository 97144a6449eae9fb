/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * The full reference, in lower case, of the entity that a path names.
 *
 * @internal
 */
export function parseEntityPath(path: {
  kind: string;
  namespace: string;
  name: string;
}): string {
  return stringifyEntityRef(path);
}

/**
 * The full reference, in lower case, that a query names.
 *
 * @throws InputError if it is none
 * @internal
 */
export function parseEntityQuery(value: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(value, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    throw new InputError(
      "The parameter 'entityRef' is no entity reference. Write it as 'component:default/name'.",
    );
  }
}
