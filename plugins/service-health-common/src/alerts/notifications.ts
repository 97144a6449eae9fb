/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSummary } from '../snapshot/types';

/**
 * One alert as `GET /api/v2/alerts` of Alertmanager returns it.
 *
 * @public
 */
export interface AlertmanagerAlert {
  labels: Record<string, string>;
  status: {
    state: 'active' | 'suppressed' | 'unprocessed';
    silencedBy?: string[];
    inhibitedBy?: string[];
    mutedBy?: string[];
  };
}

/**
 * One silence as `GET /api/v2/silences` of Alertmanager returns it.
 *
 * @public
 */
export interface AlertmanagerSilence {
  id: string;
  createdBy?: string;
  comment?: string;
  endsAt?: string;
}

/**
 * What one Alertmanager peer answered.
 *
 * @public
 */
export interface AlertmanagerAnswer {
  alerts: AlertmanagerAlert[];
  silences: AlertmanagerSilence[];
}

/**
 * What Alertmanager does with an alert.
 *
 * @public
 */
export type AlertNotification = Pick<
  AlertSummary,
  'notification' | 'suppressedBy'
>;

/**
 * Joins alerts of Prometheus with the answers of its Alertmanagers, by label set minus external labels.
 *
 * @param options - `answers`: one a peer that answered, none if no peer did. `externalLabels`: of the Prometheus, if known.
 * @returns a function from all labels of a Prometheus alert (alertname and severity included) to what is done with it
 * @public
 */
export function createNotificationLookup(_options: {
  answers: AlertmanagerAnswer[];
  externalLabels?: Record<string, string>;
}): (labels: Record<string, string>) => AlertNotification {
  return () => ({ notification: 'unknown' });
}
