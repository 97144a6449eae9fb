/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDurationSeconds } from '../../spec/duration';
import { AlertLevel, AlertSeverity } from '../thresholds';
import { AlertCheck, Firing } from './scenario';

/** Seconds between two samples and two looks at the eight alerts. */
export const STEP = 15;

/** When all scenarios of the eight alerts leave the healthy state. */
export const ONSET = 180;

/** Seconds of an alert's `for`, as a person wrote it. */
export function secondsOf(duration: string): number {
  return parseDurationSeconds(duration) ?? 0;
}

/** Seconds for which an alert must hold, up to the next look. */
export function holdOf(level: { for: string }, step = STEP): number {
  return Math.ceil(secondsOf(level.for) / step) * step;
}

/**
 * Claims about both severities of an alert that begins at a moment: at the last
 * look before each fires, and at the first at which it does.
 *
 * @param since - first look at which the condition of a severity holds
 * @param value - what the annotations show then
 */
export function onsetChecks(options: {
  alert: string;
  levels: Record<AlertSeverity, AlertLevel>;
  since: Record<AlertSeverity, number>;
  firing(severity: AlertSeverity, at: number): Firing[];
}): AlertCheck[] {
  const { alert, levels, since, firing } = options;
  const severities = ['warning', 'critical'] as const;
  const fires = (severity: AlertSeverity) =>
    since[severity] + holdOf(levels[severity]);
  const moments = new Set(
    severities.flatMap(severity => [fires(severity) - STEP, fires(severity)]),
  );
  return [...moments]
    .sort((a, b) => a - b)
    .map(at => ({
      at,
      alert,
      firing: severities
        .filter(severity => at >= fires(severity))
        .flatMap(severity => firing(severity, at)),
    }));
}
