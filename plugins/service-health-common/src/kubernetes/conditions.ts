/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesCondition } from './objects';

/**
 * The first condition of a type, as the controllers look them up. Decodes as Go does: null instead of the list is an empty one, null in
 * it a condition without a type, and anything else instead of it makes the object unreadable.
 *
 * @throws Error if there is something else than a list, so that no rule takes an object for good that it could not read
 * @internal
 */
export function findCondition(
  conditions: KubernetesCondition[] | null | undefined,
  type: string,
): KubernetesCondition | undefined {
  const list: unknown = conditions ?? [];
  if (!Array.isArray(list)) {
    throw new Error('its conditions are no list');
  }
  return list.find(condition => condition?.type === type);
}
