/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  HEALTH_STATUSES,
  HealthStatus,
  HealthStatusCode,
} from '../snapshot/words';

/**
 * Compares two health words by Argo CD's order (gitops-engine, pkg/health/health.go, `healthOrder`): negative if the left one is
 * worse, so that sorting puts the worst first.
 *
 * @public
 */
export function compareHealth(
  left: HealthStatusCode,
  right: HealthStatusCode,
): number {
  return HEALTH_STATUSES.indexOf(right) - HEALTH_STATUSES.indexOf(left);
}

/**
 * The worst of several healths by Argo CD's order; of equally bad ones the first.
 *
 * @returns undefined for an empty list: of nothing, nothing is known
 * @public
 */
export function worstOf(
  healths: Iterable<HealthStatus>,
): HealthStatus | undefined {
  let worst: HealthStatus | undefined;
  for (const health of healths) {
    if (!worst || compareHealth(health.status, worst.status) < 0) {
      worst = health;
    }
  }
  return worst;
}
