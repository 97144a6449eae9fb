/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSubject } from '../subject';
import { availabilityScenarios } from './availabilityScenarios';
import { edgeScenario } from './edgeScenario';
import { resourceScenario } from './resourceScenario';
import { Scenario } from './scenario';
import { trafficScenarios } from './trafficScenarios';

/** What the eight alerts are tested with. */
export function healthScenarios(subject: AlertSubject): Scenario[] {
  return [
    ...availabilityScenarios(subject),
    ...(subject.requests === 'none' ? [] : trafficScenarios(subject)),
    resourceScenario(subject),
    edgeScenario(subject),
  ];
}
