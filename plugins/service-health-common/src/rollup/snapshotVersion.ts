/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { contentVersion } from '../hash/contentVersion';
import {
  ApplicationSummary,
  FleetRow,
  ServiceSnapshot,
  SourceFreshness,
} from '../snapshot/types';

/**
 * The version of a snapshot: changes whenever anything but ages changes. Left out are the times that move though nothing happens: when the
 * snapshot was made, when sources confirmed their data, and when they will try again. When Argo CD last compared an application counts only
 * as whether that was after its last operation.
 *
 * @internal
 */
export function snapshotVersion(
  snapshot: Omit<ServiceSnapshot, 'version'>,
): string {
  const { at, verdict, rollout, delivery, alerts, ...rest } = snapshot;
  return contentVersion({
    ...rest,
    verdict: withoutObservedAt(verdict),
    rollout: { ...rollout, sources: rollout.sources.map(withoutAges) },
    delivery: {
      ...delivery,
      sources: delivery.sources.map(withoutAges),
      applications: delivery.applications.map(withoutReconciledAt),
    },
    alerts: { ...alerts, sources: alerts.sources.map(withoutAges) },
  });
}

/**
 * The version of the fleet page's data, by the same rule as that of a snapshot.
 *
 * @public
 */
export function fleetVersion(
  rows: readonly FleetRow[],
  sources: readonly SourceFreshness[],
): string {
  return contentVersion({
    rows: rows.map(fleetRowVersion),
    sources: sources.map(withoutAges),
  });
}

/**
 * The version of one row of the fleet page, by the same rule as that of a snapshot.
 *
 * @public
 */
export function fleetRowVersion(row: FleetRow): string {
  return contentVersion(withoutObservedAt(row));
}

function withoutAges(source: SourceFreshness) {
  const { observedAt, retryAt, ...rest } = source;
  // Whether it was ever heard of is news, when it was last is not.
  return { ...rest, heard: observedAt !== undefined };
}

function withoutObservedAt<T extends Pick<FleetRow, 'axes'>>(verdict: T) {
  const { freshness, ...axes } = verdict.axes;
  return { ...verdict, axes: { ...axes, freshness: freshness.state } };
}

function withoutReconciledAt({
  reconciledAt,
  ...application
}: ApplicationSummary) {
  const finishedAt = application.operation?.finishedAt;
  return {
    ...application,
    isVerified:
      reconciledAt !== undefined &&
      (finishedAt === undefined ||
        Date.parse(reconciledAt) >= Date.parse(finishedAt)),
  };
}
