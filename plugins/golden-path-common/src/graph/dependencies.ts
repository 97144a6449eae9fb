/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** Kinds that a service may depend on. */
const KINDS = new Set(['component', 'resource', 'api']);

/**
 * Completes the reference of a dependency (`component:auth` becomes
 * `component:default/auth`).
 *
 * @returns the full reference in lower case, or undefined if it has no kind, is
 *   malformed, or is of a kind that nothing can depend on
 * @public
 */
export function parseDependencyRef(ref: string): string | undefined {
  try {
    const parsed = parseEntityRef(ref, { defaultNamespace: 'default' });
    return KINDS.has(parsed.kind.toLocaleLowerCase('en-US'))
      ? stringifyEntityRef(parsed)
      : undefined;
  } catch {
    // parseEntityRef throws on malformed text; here that is an ordinary answer.
    return undefined;
  }
}
