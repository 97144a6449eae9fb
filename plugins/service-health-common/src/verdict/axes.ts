/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isSuppressed } from '../alerts/mergeAlerts';
import { getSeverityClass } from '../alerts/severity';
import { getFailedOperation } from '../delivery/failedOperation';
import { isOperationUnderWay } from '../delivery/operation';
import { worstOf } from '../health/worstOf';
import {
  AlertSummary,
  ApplicationSummary,
  SourceFreshness,
  VerdictAxes,
} from '../snapshot/types';
import { HealthStatus, SyncStatusCode } from '../snapshot/words';
import { getNeeded, isLive } from './needs';
import { VerdictInput } from './types';

/**
 * Computes the four axes. None of them is good where its sources are not live: memory is said to be memory.
 *
 * @internal
 */
export function getAxes(input: VerdictInput): VerdictAxes {
  return {
    health: getHealthAxis(input),
    delivery: getDeliveryAxis(input),
    alerts: getAlertsAxis(input),
    freshness: getFreshnessAxis(input),
  };
}

/** The workloads themselves say it; without any, the applications do. Live bad news is not hidden behind a silent source. */
function getHealthAxis(input: VerdictInput): HealthStatus {
  const { workloads } = input.rollout;
  const { applications } = input.delivery;
  const fromWorkloads = workloads.length > 0;
  const worst = worstOf(
    fromWorkloads
      ? workloads.map(workload => workload.health)
      : applications.map(application => application.health),
  );
  if (!worst) {
    return { status: 'Unknown', message: 'Nothing was seen of the service' };
  }
  if (isLive(input, fromWorkloads ? 'rollout' : 'delivery')) {
    return worst;
  }
  return { status: 'Unknown', message: `Last known: ${worst.status}` };
}

const SYNC_ORDER: readonly SyncStatusCode[] = [
  'OutOfSync',
  'Unknown',
  'Synced',
];

function getDeliveryAxis(input: VerdictInput): VerdictAxes['delivery'] {
  const { applications } = input.delivery;
  if (applications.length === 0) {
    return { status: 'None' };
  }
  const status = SYNC_ORDER.find(word =>
    applications.some(({ sync }) => sync.status === word),
  )!;
  if (!isLive(input, 'delivery')) {
    return { status: 'Unknown', message: `Last known: ${status}` };
  }
  const operation = findTellingOperation(applications);
  return {
    status,
    ...(operation && { operation: operation.phase }),
    ...(operation?.message && { message: operation.message }),
  };
}

function findTellingOperation(applications: readonly ApplicationSummary[]) {
  const failed = applications.map(getFailedOperation).find(Boolean);
  return (
    failed ??
    applications
      .map(({ operation }) => operation)
      .find(operation => operation && isOperationUnderWay(operation))
  );
}

function getAlertsAxis(input: VerdictInput): VerdictAxes['alerts'] {
  const { alerts, sources } = input.alerts;
  const told = alerts.filter(alert => !isSuppressed(alert));
  const firing = told.filter(({ state }) => state === 'firing');
  const count = (matches: (severity: string) => boolean) =>
    firing.filter(({ severity }: AlertSummary) => matches(severity)).length;
  const critical = count(word => getSeverityClass(word) === 'critical');
  const warning = count(word => getSeverityClass(word) === 'warning');
  return {
    critical,
    warning,
    other: firing.length - critical - warning,
    pending: told.length - firing.length,
    suppressed: alerts.length - told.length,
    known:
      sources.some(({ state }) => state === 'live') && isLive(input, 'alerts'),
  };
}

const FRESHNESS_ORDER: readonly SourceFreshness['state'][] = [
  'failed',
  'stale',
  'connecting',
  'live',
];

function getFreshnessAxis(input: VerdictInput): VerdictAxes['freshness'] {
  const needed =
    input.neededSources.length > 0
      ? input.neededSources
      : (['rollout', 'delivery', 'alerts'] as const).flatMap(
          name => input[name].sources,
        );
  const state =
    FRESHNESS_ORDER.find(word =>
      needed.some(source => source.state === word),
    ) ?? 'connecting';
  const [oldestObservedAt] = needed
    .flatMap(({ observedAt }) => observedAt ?? [])
    .sort();
  return { state, ...(oldestObservedAt && { oldestObservedAt }) };
}

/**
 * The needed sources that are not live, section by section.
 *
 * @internal
 */
export function getSilentSources(input: VerdictInput): SourceFreshness[] {
  return [
    ...new Set(
      (['rollout', 'delivery', 'alerts'] as const).flatMap(origin =>
        getNeeded(input, origin).filter(({ state }) => state !== 'live'),
      ),
    ),
  ];
}
