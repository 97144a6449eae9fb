/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { StuckRollout } from '../rollout/stuck';
import {
  AlertsSection,
  DeliverySection,
  Evidence,
  RolloutSection,
  SourceFreshness,
  UnverifiedClaim,
} from '../snapshot/types';
import { Headline, Tone } from '../snapshot/words';

/**
 * What a verdict is derived from: the sections of a snapshot, and what its summaries are too short to hold.
 *
 * @internal
 */
export interface VerdictInput {
  entityRef: string;
  rollout: RolloutSection;
  delivery: DeliverySection;
  alerts: AlertsSection;
  claims: readonly UnverifiedClaim[];
  /** Evidence of stuck rollouts, by workload id. */
  stuck: ReadonlyMap<string, StuckRollout>;
  /** The sources that the verdict rests on; if one of them is not live, the verdict cannot be good. */
  neededSources: readonly SourceFreshness[];
  now: Date;
}

/**
 * Where a cause comes from. Its data may be used as news only while the sources of that section are live.
 *
 * @internal
 */
export type CauseOrigin = 'rollout' | 'delivery' | 'alerts' | 'portal';

/**
 * One thing that is to be said of a service.
 *
 * @internal
 */
export interface Cause {
  headline: Headline;
  tone: Tone;
  /** One sentence without a full stop. */
  text: string;
  since?: string;
  evidence: Evidence[];
  origin: CauseOrigin;
}

/**
 * Looks for one kind of cause.
 *
 * @internal
 */
export type CauseRule = (input: VerdictInput) => Cause | undefined;
