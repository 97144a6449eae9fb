/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHash } from 'node:crypto';
import {
  buildSnapshot,
  FleetRow,
  isEvidence,
  ServiceSnapshot,
  SourceFreshness,
  toFleetRow,
} from '@openpolicy/plugin-service-health-common';
import { BindingResolver } from '../bindings/BindingResolver';
import { findUnverifiedClaims } from '../bindings/unverifiedClaims';
import { hasClaims, ServiceEntity } from '../catalog/serviceEntity';
import { ObservationStore } from '../store/ObservationStore';
import { relevantSources } from './relevantSources';

/**
 * What the roll-up keeps of an entity.
 *
 * @internal
 */
export interface RolledUpEntity {
  snapshot: ServiceSnapshot;
  /** Undefined for an entity that is not part of the fleet: nothing claimed, nothing bound. */
  row?: FleetRow;
  /** Changes whenever anything but ages changes in snapshot or row. */
  version: string;
  /** Something in it can change by time alone, e.g. a rollout becomes stuck. */
  timeSensitive: boolean;
}

/**
 * Builds the snapshot and the fleet row of one entity from what the store has at this moment.
 *
 * @internal
 */
export function rollUpEntity(options: {
  entity: ServiceEntity;
  store: ObservationStore;
  bindings: BindingResolver;
  freshness: readonly SourceFreshness[];
  now: Date;
}): RolledUpEntity {
  const { entity, store, bindings, freshness, now } = options;
  const { entityRef, name, title, owner, system } = entity;
  const observations = bindings.resolve(entity, store);
  const evidence = observations.filter(isEvidence);
  const isConfigured = (source: string) =>
    freshness.some(instance => instance.source === source);

  const snapshot = buildSnapshot({
    entityRef,
    observations,
    claims: findUnverifiedClaims(entity, observations, freshness),
    sources: {
      rollout: relevantSources('kubernetes', freshness, evidence),
      delivery: relevantSources('argocd', freshness, evidence),
      alerts: relevantSources('prometheus', freshness, evidence),
    },
    configured: {
      kubernetes: isConfigured('kubernetes'),
      argocd: isConfigured('argocd'),
      prometheus: isConfigured('prometheus'),
    },
    now,
  });
  const inFleet = evidence.length > 0 || hasClaims(entity);

  return {
    snapshot,
    row: inFleet
      ? toFleetRow(snapshot, { name, title, owner, system })
      : undefined,
    version: createHash('sha1')
      .update(
        JSON.stringify([snapshot.version, name, title, owner, system, inFleet]),
      )
      .digest('base64url'),
    timeSensitive: isTimeSensitive(snapshot),
  };
}

function isTimeSensitive({ rollout, delivery }: ServiceSnapshot): boolean {
  return (
    rollout.workloads.some(
      ({ health, rollout: { phase }, stuck }) =>
        stuck !== undefined ||
        phase === 'InProgress' ||
        health.status === 'Progressing',
    ) ||
    delivery.applications.some(
      ({ operation }) =>
        operation !== undefined && operation.finishedAt === undefined,
    )
  );
}
