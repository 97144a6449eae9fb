/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackReference } from '../observations/types';

/**
 * Says whether an upstream object points back to an entity.
 *
 * @param entityRef - full reference of the entity, e.g. `component:default/api-gateway`
 * @public
 */
export function provesBinding(
  _entityRef: string,
  _backReference: BackReference,
): boolean {
  return false;
}

/**
 * The entity references that a back-reference proves: the keys under which a store indexes an observation.
 *
 * @returns normalised references, at most three, without duplicates
 * @public
 */
export function provenEntityRefs(_backReference: BackReference): string[] {
  return [];
}
