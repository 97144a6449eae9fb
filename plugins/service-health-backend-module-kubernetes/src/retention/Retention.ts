/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';

/**
 * What a change means for the sink.
 *
 * @internal
 */
export interface RetentionChange {
  upserted?: Observation;
  removed: string[];
}

/**
 * Decides which observations of a scope are kept. It sits between the reflector and the sink and may drop objects that matter only
 * beside their siblings: the fourth of four empty replica sets, the 51st event of a pod.
 *
 * @internal
 */
export interface Retention {
  replace(observations: Observation[]): Observation[];
  upsert(observation: Observation): RetentionChange;
  remove(key: string): RetentionChange;
}

/**
 * Keeps everything.
 *
 * @internal
 */
export const keepAll: Retention = {
  replace: observations => observations,
  upsert: observation => ({ upserted: observation, removed: [] }),
  remove: key => ({ removed: [key] }),
};
