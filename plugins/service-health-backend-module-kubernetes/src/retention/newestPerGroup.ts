/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import { Retention, RetentionChange } from './Retention';

/**
 * Which observations compete with each other, and how.
 *
 * @internal
 */
export interface NewestPerGroupOptions {
  /** How many of a group are kept. */
  limit: number;
  /** Observations of the same group compete; undefined is kept without competing. */
  groupOf(observation: Observation): string | undefined;
  /** Negative if the first is the older one. */
  compareAge(first: Observation, second: Observation): number;
}

/**
 * Keeps the newest observations of each group. One that was dropped does not come back when a newer one is deleted: upstream sends it
 * again as soon as it changes, and a fresh list brings it too.
 *
 * @internal
 */
export function newestPerGroup(options: NewestPerGroupOptions): Retention {
  const { compareAge, groupOf, limit } = options;
  const groups = new Map<string, Map<string, Observation>>();
  const groupByKey = new Map<string, string>();

  function forget(key: string): boolean {
    const group = groupByKey.get(key);
    if (group === undefined) {
      return false;
    }
    groupByKey.delete(key);
    const members = groups.get(group);
    members?.delete(key);
    // Empty groups are removed, or the map grows with every pod that ever had an event.
    if (members?.size === 0) {
      groups.delete(group);
    }
    return true;
  }

  function upsert(observation: Observation): RetentionChange {
    const group = groupOf(observation);
    const { key } = observation;
    if (groupByKey.has(key) && groupByKey.get(key) !== group) {
      forget(key);
    }
    if (group === undefined) {
      return { upserted: observation, removed: [] };
    }
    const members = groups.get(group) ?? new Map<string, Observation>();
    groups.set(group, members);
    members.set(key, observation);
    groupByKey.set(key, group);
    if (members.size <= limit) {
      return { upserted: observation, removed: [] };
    }
    const [oldest] = [...members.values()].sort(compareAge);
    forget(oldest.key);
    return oldest.key === key
      ? { removed: [key] }
      : { upserted: observation, removed: [oldest.key] };
  }

  return {
    upsert,
    replace: observations => {
      groups.clear();
      groupByKey.clear();
      const kept = new Map<string, Observation>();
      for (const observation of observations) {
        const change = upsert(observation);
        for (const key of change.removed) {
          kept.delete(key);
        }
        if (change.upserted) {
          kept.set(observation.key, observation);
        }
      }
      return [...kept.values()];
    },
    remove: key => {
      forget(key);
      return { removed: [key] };
    },
  };
}
