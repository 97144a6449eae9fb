/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSubject } from '../subject';
import { businessScenarios } from './businessScenarios';
import { canaryScenarios } from './canaryScenarios';
import { jobScenarios } from './jobScenarios';
import { podScenarios } from './podScenarios';
import { rolloutScenarios } from './rolloutScenarios';
import { scalingScenarios } from './scalingScenarios';
import { Scenario } from './scenario';
import { supplyScenarios } from './supplyScenarios';

/** What the alerts about causes are tested with. */
export function causeScenarios(subject: AlertSubject): Scenario[] {
  return [
    ...podScenarios(subject),
    ...scalingScenarios(subject),
    ...rolloutScenarios(subject),
    ...canaryScenarios(subject),
    ...supplyScenarios(subject),
    ...jobScenarios(subject),
    ...businessScenarios(subject),
  ];
}
