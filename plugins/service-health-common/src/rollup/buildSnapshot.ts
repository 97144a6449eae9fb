/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '../observations/types';
import {
  SectionState,
  ServiceSnapshot,
  SourceFreshness,
  UnverifiedClaim,
} from '../snapshot/types';
import { buildVerdict } from '../verdict/buildVerdict';
import { selectNeededSources } from '../verdict/needs';
import { buildAlerts } from './alertsSection';
import { buildApplications } from './deliverySection';
import { buildRollout, groupByKind } from './rolloutSection';
import { snapshotVersion } from './snapshotVersion';
import { buildTargets } from './targets';

/**
 * What {@link buildSnapshot} needs to know.
 *
 * @public
 */
export interface BuildSnapshotOptions {
  /** Full reference of the entity, e.g. `component:default/api-gateway`. */
  entityRef: string;
  /**
   * The observations that are proven to belong to the entity, in any order, from all instances; also those that belong by their owner
   * (replica sets, pods, events).
   */
  observations: readonly Observation[];
  /** Claims of the entity that nothing confirms. */
  claims: readonly UnverifiedClaim[];
  /** How fresh every configured instance is, by the section that it feeds. */
  sources: {
    rollout: readonly SourceFreshness[];
    delivery: readonly SourceFreshness[];
    alerts: readonly SourceFreshness[];
  };
  /** Which kinds of upstream the operator has configured. */
  configured: { kubernetes: boolean; argocd: boolean; prometheus: boolean };
  now: Date;
}

/**
 * Rolls up what is known of one service into one consistent view. Pure: the same input gives the same snapshot, and `version` is equal as
 * long as nothing but ages differs. Two things depend on `now`: pods that take too long to start, and for how long a rollout has been stuck.
 *
 * @public
 */
export function buildSnapshot(options: BuildSnapshotOptions): ServiceSnapshot {
  const { entityRef, observations, claims, sources, configured, now } = options;
  const groups = groupByKind(observations);
  const holding = new Set(
    observations
      .filter(isEvidence)
      .map(({ source, instance }) => `${source}/${instance}`),
  );

  const { stuck, ...rolloutParts } = buildRollout(groups, now);
  const rollout = {
    state: getState(
      configured.kubernetes,
      groups.workload.length + groups.pod.length > 0,
      sources.rollout,
    ),
    sources: [...sources.rollout],
    ...rolloutParts,
  };
  const applications = buildApplications(groups.application);
  const delivery = {
    state: getState(
      configured.argocd,
      applications.length > 0,
      sources.delivery,
    ),
    sources: [...sources.delivery],
    applications,
  };
  const alerts = {
    state: getState(
      configured.prometheus,
      groups.alert.length + groups.alertRule.length > 0,
      sources.alerts,
    ),
    sources: [...sources.alerts],
    ...buildAlerts(groups.alert, groups.alertRule),
    ...buildTargets(groups.scrapeTargets, groups.workload),
  };

  const verdict = buildVerdict({
    entityRef,
    rollout,
    delivery,
    alerts,
    claims,
    stuck,
    neededSources: selectNeededSources(
      [...sources.rollout, ...sources.delivery, ...sources.alerts],
      holding,
    ),
    now,
  });
  const content = {
    entityRef,
    at: now.toISOString(),
    verdict,
    rollout,
    delivery,
    alerts,
    claims: [...claims],
  };
  return { ...content, version: snapshotVersion(content) };
}

/**
 * Whether a verdict rests on an observation, so that its source must be live and the service is one of the fleet. That something is scraped
 * says nothing of how it is.
 *
 * @public
 */
export function isEvidence({ kind }: Observation): boolean {
  return kind !== 'scrapeTargets';
}

/** That nothing is bound can only be said once everything was read. */
function getState(
  isConfigured: boolean,
  hasData: boolean,
  sources: readonly SourceFreshness[],
): SectionState {
  if (!isConfigured) {
    return 'unconfigured';
  }
  if (hasData) {
    return 'ready';
  }
  const isHeard =
    sources.length > 0 && sources.every(({ observedAt }) => observedAt);
  return isHeard ? 'unbound' : 'connecting';
}
