/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { buildModels } from '../model/buildModel';
import { PlatformModel } from '../model/types';
import { Finding } from '../rules/types';
import { validateModel } from '../rules/validate';
import { Breaker, Random } from './breakers/change';
import { ENTITY_BREAKERS } from './breakers/entityBreakers';
import { NETWORK_BREAKERS } from './breakers/networkBreakers';
import { POD_BREAKERS } from './breakers/podBreakers';
import { entitiesOf } from './entitiesOf';

/**
 * For each error rule, how to make its fault in a platform that has none. A new
 * error rule takes a new row in one of the families.
 */
export const BREAKERS: Readonly<Record<string, Breaker>> = {
  ...ENTITY_BREAKERS,
  ...NETWORK_BREAKERS,
  ...POD_BREAKERS,
};

/**
 * Everything that is found once a fault has been made.
 *
 * @param model - left as it is
 */
export function findingsOfBroken(
  breaker: Breaker,
  model: PlatformModel,
  options: { random: Random; now: Date },
): Finding[] {
  const { random, now } = options;
  if ('model' in breaker) {
    return validateModel(breaker.model(model, random), { now });
  }
  const { models, findings } = buildModels(
    breaker.entities(entitiesOf(model), random).map(entity => ({ entity })),
  );
  return [
    ...findings,
    ...models.flatMap(entry => validateModel(entry, { now })),
  ];
}

/**
 * A small generator of numbers that are the same from the same seed (mulberry32):
 * breakers take choices, and a failure must be made again.
 */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
