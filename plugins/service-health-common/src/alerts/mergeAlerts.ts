/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSummary } from '../snapshot/types';
import { compareText } from '../text/text';
import { labelFingerprint } from './labels';
import { compareSeverity } from './severity';

/**
 * Orders alerts for the page: firing before pending, critical before warning, those that notify before suppressed ones, oldest first.
 *
 * @public
 */
export function compareAlerts(left: AlertSummary, right: AlertSummary): number {
  return (
    Number(left.state === 'pending') - Number(right.state === 'pending') ||
    compareSeverity(left.severity, right.severity) ||
    Number(isSuppressed(left)) - Number(isSuppressed(right)) ||
    compareText(left.activeAt ?? '~', right.activeAt ?? '~') ||
    compareText(left.name, right.name) ||
    compareText(left.id, right.id)
  );
}

/**
 * Merges the alerts of several Prometheus instances into one sorted list. A highly available pair evaluates the same rules and so has the
 * same alerts, label by label: of such twins the one that fires stays, else the older one.
 *
 * @public
 */
export function mergeAlerts(alerts: readonly AlertSummary[]): AlertSummary[] {
  const byLabels = new Map<string, AlertSummary>();
  for (const alert of [...alerts].sort(compareAlerts)) {
    const key = labelFingerprint({
      ...alert.labels,
      alertname: alert.name,
      severity: alert.severity,
    });
    if (!byLabels.has(key)) {
      byLabels.set(key, alert);
    }
  }
  return [...byLabels.values()];
}

/**
 * Whether Alertmanager tells nobody of an alert because of a silence, an inhibition or a mute time.
 *
 * @public
 */
export function isSuppressed(alert: AlertSummary): boolean {
  return alert.notification === 'suppressed';
}
