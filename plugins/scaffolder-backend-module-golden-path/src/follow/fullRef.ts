/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/**
 * The full reference, in lower case, of a service that a template names.
 *
 * @throws if it is no reference
 */
export function fullRef(entityRef: string): string {
  return stringifyEntityRef(
    parseEntityRef(entityRef, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    }),
  );
}
