/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Observation,
  SourceFreshness,
  SourceName,
} from '@openpolicy/plugin-service-health-common';

/**
 * Cuts the instances of a source to those that a service's verdict rests on: the instances that something of the service comes from, and
 * those that never told what they have. Thus a cluster that fails touches only the services in it, and one that was never reached leaves
 * no service green by not being asked. A service with nothing bound rests on all of them.
 *
 * @internal
 */
export function relevantSources(
  source: SourceName,
  freshness: readonly SourceFreshness[],
  bound: readonly Observation[],
): SourceFreshness[] {
  const instances = freshness.filter(instance => instance.source === source);
  const boundInstances = new Set<string>();
  for (const observation of bound) {
    if (observation.source === source) {
      boundInstances.add(observation.instance);
    }
  }
  if (boundInstances.size === 0) {
    return instances;
  }
  return instances.filter(
    ({ instance, observedAt }) =>
      boundInstances.has(instance) || observedAt === undefined,
  );
}
