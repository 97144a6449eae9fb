/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '../errors';
import { crashLoop } from './crashLoop';
import { deadTarget } from './deadTarget';
import { drift } from './drift';
import { failedSync } from './failedSync';
import { imageMissing } from './imageMissing';
import { load } from './load';
import { outOfMemory } from './outOfMemory';
import { resourcePressure } from './resourcePressure';
import { slowRollout } from './slowRollout';
import { errorBurst, slowResponses } from './trafficScenarios';
import { Scenario } from './types';
import { argocdDown, gitDown, prometheusDown } from './upstreamDown';

/** A new scenario is a file and a row here. @public */
export const scenarios: Scenario[] = [
  crashLoop,
  outOfMemory,
  imageMissing,
  slowRollout,
  drift,
  failedSync,
  deadTarget,
  errorBurst,
  slowResponses,
  load,
  resourcePressure,
  argocdDown,
  prometheusDown,
  gitDown,
];

/**
 * The scenario of a name.
 *
 * @throws LabError listing the names there are.
 * @internal
 */
export function findScenario(name: string): Scenario {
  const scenario = scenarios.find(entry => entry.name === name);
  if (scenario) return scenario;
  const names = ['healthy', ...scenarios.map(entry => entry.name)];
  throw new LabError(
    `There is no scenario '${name}'. The scenarios are: ${names.join(', ')}.`,
  );
}
