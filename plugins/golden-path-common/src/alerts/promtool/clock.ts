/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDurationSeconds } from '../../spec/duration';
import { AlertLevel, AlertSeverity } from '../thresholds';
import { AlertCheck, Firing } from './scenario';

/** Seconds between two samples and two looks at the eight alerts. */
export const STEP = 15;

/** When traffic leaves the healthy state: a window of two minutes is full. */
export const ONSET = 135;

/** Seconds of an alert's `for`, as a person wrote it. */
export function secondsOf(duration: string): number {
  return parseDurationSeconds(duration) ?? 0;
}

/** Seconds for which an alert must hold, up to the next look. */
export function holdOf(level: { for: string }, step = STEP): number {
  return Math.ceil(secondsOf(level.for) / step) * step;
}

/** The longest time for which one of several alerts must hold. */
export function longestHold(
  levels: ReadonlyArray<Record<AlertSeverity, AlertLevel>>,
  step = STEP,
): number {
  return Math.max(
    ...levels.flatMap(({ critical, warning }) => [
      holdOf(critical, step),
      holdOf(warning, step),
    ]),
  );
}

/**
 * Claims about both severities of an alert that begins at a moment: at the last
 * look before each fires, and at the first at which it does.
 *
 * @param options - `since`, the first look at which the condition of a severity
 *   holds; `firing`, what the annotations show then
 */
export function onsetChecks(options: {
  alert: string;
  levels: Record<AlertSeverity, AlertLevel>;
  since: Record<AlertSeverity, number>;
  firing(severity: AlertSeverity, at: number): Firing[];
  step?: number;
}): AlertCheck[] {
  const { alert, levels, since, firing, step = STEP } = options;
  const severities = ['warning', 'critical'] as const;
  const fires = (severity: AlertSeverity) =>
    since[severity] + holdOf(levels[severity], step);
  const moments = new Set(
    severities.flatMap(severity => [fires(severity) - step, fires(severity)]),
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
