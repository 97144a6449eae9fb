/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  compareFleetRows,
  FleetRow,
  FleetSnapshot,
  ServiceSnapshot,
  SourceFreshness,
  StreamEvents,
} from '@openpolicy/plugin-service-health-common';
import { replaceEqualDeep } from './replaceEqualDeep';

/**
 * The fleet after a stream event. Rows that the event does not name keep their identity; the result is sorted problems first.
 *
 * @internal
 */
export function mergeFleet(
  previous: FleetSnapshot | undefined,
  event: StreamEvents['fleet'],
): FleetSnapshot {
  const known = new Map<string, FleetRow>();
  for (const row of previous?.rows ?? []) {
    known.set(row.entityRef, row);
  }
  const rows = new Map(event.full ? [] : known);
  for (const row of event.rows) {
    rows.set(row.entityRef, replaceEqualDeep(known.get(row.entityRef), row));
  }
  for (const entityRef of event.removed) {
    rows.delete(entityRef);
  }
  return {
    version: event.version,
    at: event.at,
    rows: [...rows.values()].sort(compareFleetRows),
    sources: replaceEqualDeep(previous?.sources, event.sources),
  };
}

/**
 * The snapshot with newer freshness of its sources, as a heartbeat brings it. Sources that the snapshot does not name are ignored: they
 * watch other services.
 *
 * @internal
 */
export function mergeSources(
  snapshot: ServiceSnapshot,
  sources: SourceFreshness[],
): ServiceSnapshot {
  const { rollout, delivery, alerts } = snapshot;
  return replaceEqualDeep(snapshot, {
    ...snapshot,
    rollout: { ...rollout, sources: refresh(rollout.sources, sources) },
    delivery: { ...delivery, sources: refresh(delivery.sources, sources) },
    alerts: { ...alerts, sources: refresh(alerts.sources, sources) },
  });
}

function refresh(
  old: SourceFreshness[],
  fresh: SourceFreshness[],
): SourceFreshness[] {
  return old.map(
    item =>
      fresh.find(
        other =>
          other.source === item.source && other.instance === item.instance,
      ) ?? item,
  );
}
