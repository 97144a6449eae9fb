/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertingRule, AlertingRule } from '../alertRule';
import { RecordingRule } from '../recordingRules';
import { AlertSubject } from '../subject';
import { businessAlerts } from './businessAlerts';
import { canaryAlerts } from './canaryAlerts';
import { jobAlerts } from './jobAlerts';
import { podAlerts } from './podAlerts';
import { rolloutAlerts } from './rolloutAlerts';
import { scalingAlerts } from './scalingAlerts';
import { supplyAlerts } from './supplyAlerts';
import { CauseFamily } from './types';

/**
 * A new alert is a row in a family's list, or a family and a row here; then a
 * page of the runbook (../runbook) and a scenario of the tests (../promtool).
 */
const FAMILIES: readonly CauseFamily[] = [
  podAlerts,
  scalingAlerts,
  rolloutAlerts,
  canaryAlerts,
  supplyAlerts,
  jobAlerts,
  businessAlerts,
];

/**
 * What the alerts about causes read, where that is recorded.
 *
 * @internal
 */
export function causeRecordings(subject: AlertSubject): RecordingRule[] {
  return FAMILIES.flatMap(({ recordings }) => recordings?.(subject) ?? []);
}

/**
 * The alerts about causes that apply to a service.
 *
 * @internal
 */
export function causeAlerts(subject: AlertSubject): AlertingRule[] {
  return FAMILIES.flatMap(({ alerts }) => alerts(subject)).map(spec =>
    alertingRule(subject, spec),
  );
}
