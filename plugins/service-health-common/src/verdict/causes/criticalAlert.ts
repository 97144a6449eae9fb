/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isSuppressed } from '../../alerts/mergeAlerts';
import { getSeverityClass, SeverityClass } from '../../alerts/severity';
import { AlertSummary } from '../../snapshot/types';
import { compareText, plural, quoteUpstream } from '../../text/text';
import { alertEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';

/** A critical alert fires and Alertmanager does not keep it quiet. */
export function criticalAlert(input: VerdictInput): Cause | undefined {
  return firingAlerts(input, ['critical'], 'degraded');
}

/**
 * The cause that firing alerts of some classes are. Suppressed ones are no cause: somebody knows of them already.
 *
 * @internal
 */
export function firingAlerts(
  input: VerdictInput,
  classes: readonly SeverityClass[],
  tone: Cause['tone'],
): Cause | undefined {
  const firing = input.alerts.alerts.filter(
    alert =>
      alert.state === 'firing' &&
      !isSuppressed(alert) &&
      classes.includes(getSeverityClass(alert.severity)),
  );
  if (firing.length === 0) {
    return undefined;
  }
  const [since] = firing
    .flatMap(alert => alert.activeAt ?? [])
    .sort(compareText);
  return {
    headline: 'Alerting',
    tone,
    text: firingAlertsMessage(firing),
    since,
    evidence: firing.slice(0, 3).map(alertEvidence),
    origin: 'alerts',
  };
}

/** @internal */
export function firingAlertsMessage(
  firing: readonly Pick<AlertSummary, 'name' | 'severity' | 'summary'>[],
): string {
  const [first] = firing;
  const severities = new Set(firing.map(({ severity }) => severity));
  const what = first.summary ? `: ${quoteUpstream(first.summary)}` : '';
  if (firing.length === 1) {
    return `Alert ${first.name} (${first.severity}) fires${what}`;
  }
  const word = severities.size === 1 ? `${first.severity} alert` : 'alert';
  return `${plural(firing.length, word)} fire, first ${first.name}${what}`;
}
