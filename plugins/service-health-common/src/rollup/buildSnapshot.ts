/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '../observations/types';
import {
  ServiceSnapshot,
  SourceFreshness,
  UnverifiedClaim,
} from '../snapshot/types';

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
 * Rolls up what is known of one service into one consistent view.
 *
 * @public
 */
export function buildSnapshot(_options: BuildSnapshotOptions): ServiceSnapshot {
  throw new Error('not yet');
}
