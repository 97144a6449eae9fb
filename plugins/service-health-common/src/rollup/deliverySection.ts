/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { getFailedOperation } from '../delivery/failedOperation';
import { compareHealth } from '../health/worstOf';
import { ApplicationObservation } from '../observations/types';
import { ApplicationSummary } from '../snapshot/types';
import { compareText } from '../text/text';

const MAX_OPERATION_RESOURCES = 50;
const MAX_RESOURCES = 100;
const MAX_HISTORY = 10;

/**
 * Sorts the applications of a service, the worst first, and cuts each to what a page shows. Sources send their lists sorted; the cut here
 * is the guard for one that does not.
 *
 * @internal
 */
export function buildApplications(
  observations: readonly ApplicationObservation[],
): ApplicationSummary[] {
  return observations
    .map(({ data }) => ({
      ...data,
      history: data.history.slice(0, MAX_HISTORY),
      resources: data.resources.slice(0, MAX_RESOURCES),
      ...(data.operation && {
        operation: {
          ...data.operation,
          resources: data.operation.resources.slice(0, MAX_OPERATION_RESOURCES),
        },
      }),
    }))
    .sort(compareApplications);
}

const SYNC_ORDER = ['OutOfSync', 'Unknown', 'Synced'];

function compareApplications(
  left: ApplicationSummary,
  right: ApplicationSummary,
): number {
  return (
    compareHealth(left.health.status, right.health.status) ||
    Number(getFailedOperation(right) !== undefined) -
      Number(getFailedOperation(left) !== undefined) ||
    SYNC_ORDER.indexOf(left.sync.status) -
      SYNC_ORDER.indexOf(right.sync.status) ||
    compareText(left.name, right.name) ||
    compareText(left.id, right.id)
  );
}
