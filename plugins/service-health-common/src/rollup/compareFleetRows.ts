/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FleetRow } from '../snapshot/types';
import { Headline, Tone } from '../snapshot/words';
import { compareText } from '../text/text';

/** What is wrong, then what nobody knows, then what can wait. */
const TONES: readonly Tone[] = [
  'degraded',
  'unknown',
  'attention',
  'progressing',
  'suspended',
  'healthy',
];

const HEADLINES: readonly Headline[] = [
  'Degraded',
  'Alerting',
  'Missing',
  'OutOfSync',
  'Unknown',
  'Progressing',
  'Suspended',
  'Healthy',
];

/**
 * Orders rows of the fleet page: problems first, then by name. A comparison function for `Array.prototype.sort`. Does not look at times, so
 * that rows do not move while nothing changes.
 *
 * @public
 */
export function compareFleetRows(left: FleetRow, right: FleetRow): number {
  return (
    TONES.indexOf(left.tone) - TONES.indexOf(right.tone) ||
    HEADLINES.indexOf(left.headline) - HEADLINES.indexOf(right.headline) ||
    right.axes.alerts.critical - left.axes.alerts.critical ||
    compareText(left.name, right.name) ||
    compareText(left.entityRef, right.entityRef)
  );
}
