/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesCondition } from './objects';

/**
 * The first condition of a type, as the controllers look them up.
 *
 * @internal
 */
export function findCondition(
  conditions: KubernetesCondition[] | undefined,
  type: string,
): KubernetesCondition | undefined {
  return conditions?.find(condition => condition.type === type);
}
