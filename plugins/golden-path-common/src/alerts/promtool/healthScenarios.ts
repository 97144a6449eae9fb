/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSubject } from '../subject';
import { availabilityScenario } from './availabilityScenario';
import { resourceScenario } from './resourceScenario';
import { Scenario } from './scenario';
import { trafficScenarios } from './trafficScenarios';

/** What the eight alerts are tested with, beside the edges of their thresholds. */
export function healthScenarios(subject: AlertSubject): Scenario[] {
  return [
    availabilityScenario(subject),
    resourceScenario(subject),
    ...(subject.requests === 'none' ? [] : trafficScenarios(subject)),
  ];
}
