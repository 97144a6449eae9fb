/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import { Retention } from './Retention';
import { newestPerGroup } from './newestPerGroup';

/** As many as the page shows of one service. */
const EVENTS_PER_OBJECT = 50;

/**
 * Keeps the newest 50 events of each object: a pod that restarts for a week must not fill the memory.
 *
 * @internal
 */
export function newestEventsPerObject(): Retention {
  return newestPerGroup({
    limit: EVENTS_PER_OBJECT,
    groupOf: observation =>
      observation.kind === 'event' ? observation.data.objectUid : undefined,
    compareAge: (first, second) =>
      eventTime(first).localeCompare(eventTime(second)),
  });
}

/**
 * More than one, because a replica set that was just scaled down may still have pods that are about to go, and they find their
 * workload through it.
 */
const EMPTY_REPLICA_SETS_PER_OWNER = 3;

/**
 * Keeps replica sets that want or have replicas, and of the empty ones of each owner the newest three: a Deployment keeps ten old ones
 * for roll-backs, which no page shows. The newest says which revision the template asks for, also while the workload is at zero.
 *
 * @internal
 */
export function livingOrNewestReplicaSets(): Retention {
  return newestPerGroup({
    limit: EMPTY_REPLICA_SETS_PER_OWNER,
    groupOf: observation =>
      observation.kind === 'replicaSet' &&
      observation.data.desired === 0 &&
      observation.data.ready === 0
        ? observation.ownerUid
        : undefined,
    compareAge: (first, second) => revisionOf(first) - revisionOf(second),
  });
}

function eventTime(observation: Observation): string {
  return observation.kind === 'event'
    ? observation.data.lastAt ?? observation.data.firstAt ?? ''
    : '';
}

function revisionOf(observation: Observation): number {
  const revision =
    observation.kind === 'replicaSet'
      ? Number(observation.data.revision)
      : Number.NaN;
  return Number.isFinite(revision) ? revision : -1;
}
