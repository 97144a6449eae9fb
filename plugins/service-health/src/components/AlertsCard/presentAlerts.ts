/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertsSection,
  AlertSummary,
} from '@openpolicy/plugin-service-health-common';
import { Look, severityLook } from '../../status';
import { formatAge } from '../../text/age';
import { countOf, evidenceElementId, safeHttpUrl } from '../../text/names';

/**
 * An alert as the page says it.
 *
 * @internal
 */
export interface AlertModel {
  id: string;
  elementId: string;
  name: string;
  /** `firing` or `pending`. */
  state: string;
  look: Look;
  activeAt?: string;
  summary?: string;
  value?: string;
  runbookUrl?: string;
  dashboardUrl?: string;
  labels: string;
  /** Why nobody is told, for a suppressed alert; or a hint that nobody was told. */
  notification?: string;
}

/**
 * The alerts of a service.
 *
 * @internal
 */
export interface AlertsModel {
  active: AlertModel[];
  suppressed: AlertModel[];
  /** What the absence of alerts means. */
  watched: string;
  brokenRules: { id: string; title: string; error: string }[];
}

/**
 * The alerts, in the order of the snapshot; suppressed ones apart.
 *
 * @internal
 */
export function presentAlerts(section: AlertsSection, now: Date): AlertsModel {
  const isSuppressed = (alert: AlertSummary) =>
    alert.notification === 'suppressed';
  const present = (alert: AlertSummary) => presentAlert(alert, now);
  return {
    active: section.alerts.filter(alert => !isSuppressed(alert)).map(present),
    suppressed: section.alerts.filter(isSuppressed).map(present),
    watched:
      section.rulesTotal > 0
        ? `${countOf(section.rulesTotal, 'rule')} ${
            section.rulesTotal === 1 ? 'watches' : 'watch'
          } this service.`
        : 'No rule watches this service: silence means nothing.',
    brokenRules: section.brokenRules.map(rule => ({
      id: `${rule.instance}/${rule.group}/${rule.name}`,
      title: `${rule.name} (${rule.group})`,
      error: rule.error,
    })),
  };
}

function presentAlert(alert: AlertSummary, now: Date): AlertModel {
  return {
    id: alert.id,
    elementId: evidenceElementId('alert', alert.id),
    name: alert.name,
    state: alert.state,
    look: severityLook(alert.severity),
    activeAt: alert.activeAt,
    summary: alert.summary ?? alert.description,
    value: presentValue(alert.value),
    runbookUrl: safeHttpUrl(alert.runbookUrl),
    dashboardUrl: safeHttpUrl(alert.dashboardUrl),
    labels: Object.entries(alert.labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(', '),
    notification: presentNotification(alert, now),
  };
}

/** Prometheus prints all digits of a float; three that matter are enough. */
function presentValue(value: string | undefined): string | undefined {
  const number = value === undefined ? NaN : Number(value);
  if (Number.isNaN(number) || !Number.isFinite(number)) {
    return value;
  }
  return String(Number(number.toPrecision(3)));
}

function presentNotification(
  alert: AlertSummary,
  now: Date,
): string | undefined {
  if (alert.notification !== 'suppressed') {
    return undefined;
  }
  const reasons = (alert.suppressedBy ?? []).map(by => {
    if (by.kind === 'inhibition') {
      return 'inhibited by another alert';
    }
    if (by.kind === 'mute') {
      return 'in a mute time';
    }
    const left = by.endsAt && formatAge(now.toISOString(), new Date(by.endsAt));
    return [
      'silenced',
      by.createdBy && `by ${by.createdBy}`,
      by.comment && `(${by.comment})`,
      left && `for another ${left}`,
    ]
      .filter(Boolean)
      .join(' ');
  });
  return reasons.join('; ') || 'suppressed by Alertmanager';
}
