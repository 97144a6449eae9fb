/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef } from '@backstage/catalog-model';
import { FleetRow, Headline } from '@openpolicy/plugin-service-health-common';
import {
  HEADLINE_LOOKS,
  Look,
  OPERATION_LOOKS,
  SYNC_LOOKS,
} from '../../status';
import { headlineLook, presentAxes } from '../VerdictBar';

/**
 * A row of the fleet table as the page says it.
 *
 * @internal
 */
export interface FleetRowModel {
  entityRef: string;
  /** The entity's parts, for the link. */
  entity: { kind: string; namespace: string; name: string };
  name: string;
  look: Look;
  cause: string;
  sync: Look;
  ready: string;
  /** Fewer ready than wanted. */
  short: boolean;
  alerts: Look;
  version: string;
  /** All versions, if several run. */
  versions?: string;
  owner?: string;
  changedAt?: string;
}

/** Headlines from worst to best, as the counts bar shows them. */
const HEADLINE_ORDER: Headline[] = [
  'Degraded',
  'Alerting',
  'Missing',
  'OutOfSync',
  'Unknown',
  'Progressing',
  'Suspended',
  'Healthy',
];

/**
 * How many services have each headline, worst first, without those that none has.
 *
 * @internal
 */
export function countHeadlines(
  rows: FleetRow[],
): { headline: Headline; look: Look; count: number }[] {
  const counts = new Map<Headline, number>();
  for (const { headline } of rows) {
    counts.set(headline, (counts.get(headline) ?? 0) + 1);
  }
  return HEADLINE_ORDER.filter(headline => counts.has(headline)).map(
    headline => ({
      headline,
      look: HEADLINE_LOOKS[headline],
      count: counts.get(headline) ?? 0,
    }),
  );
}

/**
 * The owners of all rows, sorted, for the filter.
 *
 * @internal
 */
export function listOwners(rows: FleetRow[]): string[] {
  const owners = rows.flatMap(row => (row.owner ? [row.owner] : []));
  return [...new Set(owners)].sort();
}

/**
 * One row. While the portal's own server is silent (`lost`), no row keeps its colour.
 *
 * @internal
 */
export function presentFleetRow(row: FleetRow, lost: boolean): FleetRowModel {
  const { operation } = row.axes.delivery;
  const alerts = presentAxes(row.axes).find(axis => axis.id === 'alerts')!;
  const dim = (look: Look): Look =>
    lost ? { ...look, tone: 'unknown', spins: false } : look;
  const active =
    operation === 'Running' ||
    operation === 'Pending' ||
    operation === 'Terminating';
  return {
    entityRef: row.entityRef,
    entity: parseEntityRef(row.entityRef),
    name: row.title ?? row.name,
    look: dim(headlineLook(row)),
    cause: row.cause,
    sync: dim(
      active
        ? OPERATION_LOOKS[operation]
        : SYNC_LOOKS[row.axes.delivery.status],
    ),
    ready: `${row.replicas.ready}/${row.replicas.desired}`,
    short: row.replicas.ready < row.replicas.desired,
    alerts: dim(alerts.look),
    version: row.versions[0] ?? '–',
    versions: row.versions.length > 1 ? row.versions.join(', ') : undefined,
    owner: row.owner,
    changedAt: row.changedAt,
  };
}
