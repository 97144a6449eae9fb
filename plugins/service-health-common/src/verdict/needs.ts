/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceSnapshot, SourceFreshness } from '../snapshot/types';
import { CauseOrigin, VerdictInput } from './types';

/**
 * Chooses the sources that a verdict rests on: the instances that hold something of the service, and those that were never read in
 * full, since nobody knows what they hold. An instance that was read and holds nothing of the service may fail without harm to it.
 *
 * @internal
 */
export function selectNeededSources(
  sources: readonly SourceFreshness[],
  holding: ReadonlySet<string>,
): SourceFreshness[] {
  return sources.filter(
    source =>
      holding.has(`${source.source}/${source.instance}`) ||
      source.observedAt === undefined,
  );
}

/**
 * Whether all needed sources of an origin are live, so that its data is news and no memory.
 *
 * @internal
 */
export function isLive(input: VerdictInput, origin: CauseOrigin): boolean {
  return getNeeded(input, origin).every(({ state }) => state === 'live');
}

/**
 * The needed sources that feed one section.
 *
 * @internal
 */
export function getNeeded(
  input: VerdictInput,
  origin: CauseOrigin,
): SourceFreshness[] {
  if (origin === 'portal') {
    return [];
  }
  const section: ServiceSnapshot[typeof origin] = input[origin];
  return input.neededSources.filter(needed =>
    section.sources.some(
      ({ source, instance }) =>
        source === needed.source && instance === needed.instance,
    ),
  );
}
