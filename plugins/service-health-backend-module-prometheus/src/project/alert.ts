/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertNotification,
  AlertObservation,
} from '@openpolicy/plugin-service-health-common';
import {
  JsonRecord,
  asRecord,
  asTime,
  own,
  asLink,
  cleanText,
} from '@openpolicy/plugin-service-health-node/upstream';
import { projectBackReference } from './backReference';
import { fingerprint } from './fingerprint';
import { projectLabels } from './labels';

/**
 * Cuts an alert, as `GET /api/v1/rules` has it under its rule, to what a page shows.
 *
 * @param notificationOf - what Alertmanager does with an alert of those labels.
 * @returns undefined if it is neither pending nor firing, or has no name.
 * @internal
 */
export function projectAlert(
  alert: JsonRecord,
  options: {
    instance: string;
    notificationOf(labels: Record<string, string>): AlertNotification;
  },
): AlertObservation | undefined {
  const { state } = alert;
  const all = projectLabels(alert.labels);
  const { alertname, severity, ...labels } = all;
  if ((state !== 'pending' && state !== 'firing') || !alertname) {
    return undefined;
  }
  const { instance } = options;
  const annotations = asRecord(alert.annotations);
  const print = fingerprint(all);
  return {
    kind: 'alert',
    source: 'prometheus',
    instance,
    key: `Alert/${print}`,
    namespace: labels.namespace,
    backReference: projectBackReference(all),
    data: {
      id: `${instance}/${print}`,
      instance,
      name: alertname,
      state,
      severity: severity || 'none',
      activeAt: asTime(alert.activeAt),
      // A decimal, `NaN` or `+Inf`, as text.
      value: cleanText(alert.value, 32),
      summary: cleanText(own(annotations, 'summary'), 300),
      description:
        cleanText(own(annotations, 'description')) ??
        cleanText(own(annotations, 'message')),
      runbookUrl: asLink(own(annotations, 'runbook_url')),
      dashboardUrl: asLink(
        own(annotations, 'dashboard_url') ?? own(annotations, 'dashboard'),
      ),
      labels,
      ...options.notificationOf(all),
    },
  };
}
